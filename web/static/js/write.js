// The writing room: each keystroke is kept by the desk, coloured by the ink, and shown as a page.
(() => {
  const room = document.querySelector("[data-write]");
  if (!room) return;
  const field = document.getElementById("script");
  const form = field.form;
  const ink = Ink.open(room.querySelector(".ink-room"), field);
  const known = JSON.parse(document.getElementById("kinds").textContent);
  const suggest = Suggest.open(room.querySelector(".ink-room"), field, ink, known);
  const token = form.elements.csrf_token.value;
  ink.colour(known.kinds);

  // What the page says of itself.
  const kept = document.getElementById("kept");
  const sayKept = (state) => { kept.dataset.state = state; kept.querySelector("span").textContent = kept.dataset[state] || ""; kept.querySelector("use").setAttribute("href", kept.querySelector("use").getAttribute("href").replace(/#.*/, `#${{ kept: "cloud-check", saving: "save", waiting: "cloud-off", merged: "git-merge" }[state] || "triangle-alert"}`)); };
  const here = document.querySelector("#here output");
  const sayHere = () => {
    const line = ink.lineAt(field.selectionStart);
    here.textContent = `${line} · ${known.words[ink.kindOf(line)] || ""}`;
  };

  const printed = Printed.open(room.dataset.look, token, field, (found, isNow) => {
    if (isNow) { ink.colour(found.kinds); sayHere(); }
    Object.assign(known, { names: found.names, headings: found.headings, places: found.places });
  });

  // How much two texts share at their start and at their end.
  const shared = (before, content) => {
    let start = 0;
    while (start < before.length && before[start] === content[start]) start += 1;
    let end = 0;
    while (end < before.length - start && end < content.length - start && before[before.length - 1 - end] === content[content.length - 1 - end]) end += 1;
    return [start, end];
  };
  // Where a place in one text stands in another.
  const moved = (before, content) => {
    const [start, end] = shared(before, content);
    return (at) => (at <= start ? at : at >= before.length - end ? at + content.length - before.length : Math.min(at, content.length - end));
  };

  // Somebody else's words arrive: the caret stays where it was in one's own.
  const take = (content) => {
    const place = moved(field.value, content);
    const caret = [place(field.selectionStart), place(field.selectionEnd)];
    const top = scrollY;
    field.value = content;
    field.setSelectionRange(...caret);
    scrollTo(scrollX, top);
    ink.write(content);
    printed.look();
  };

  // What the hand typed before this script was there is not yet on the server.
  const early = field.value;
  const desk = Desk.open({
    address: room.dataset.write,
    settle: room.dataset.settle,
    token,
    number: Number(room.dataset.number),
    content: field.defaultValue,
    person: room.dataset.person,
    onText: (content, why) => { take(content); if (why !== "device") sayKept("merged"); },
    onState: (state, clash) => { sayKept(state); Clashes.show(state === "clash" ? clash : null, (choices) => desk.settle(choices)); },
  });

  field.addEventListener("input", () => {
    ink.write(field.value);
    desk.write(field.value);
    suggest.look();
    sayHere();
    printed.lookSoon();
  });
  for (const kind of ["keyup", "click"]) field.addEventListener(kind, sayHere);
  form.addEventListener("submit", (event) => { event.preventDefault(); event.stopPropagation(); desk.flush(); }, true);

  // Buttons that begin a line, for thumbs that do not know the marks yet.
  const quick = room.querySelector(".quick");
  quick.hidden = false;
  quick.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const before = field.value.slice(0, field.selectionStart).trimEnd();
    const gap = before ? "\n\n" : "";
    field.setSelectionRange(before.length, field.selectionEnd);
    field.setRangeText(gap + button.dataset.mark, before.length, field.selectionEnd, "end");
    if (button.dataset.mark.endsWith("]]")) field.setSelectionRange(field.selectionEnd - 2, field.selectionEnd - 2);
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  const go = (line) => {
    const offset = field.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    field.focus({ preventScroll: true });
    field.setSelectionRange(offset, offset);
    ink.show(line);
    sayHere();
  };
  room.addEventListener("click", (event) => {
    const link = event.target.closest("[data-line]");
    if (!link) return;
    if (link.hash && link.hash.startsWith("#scene-")) {
      const scene = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (scene) scene.scrollIntoView({ block: "start" });
    }
    event.preventDefault();
    if (getComputedStyle(form).display !== "none") go(Number(link.dataset.line));
  });

  // On a phone one side at a time.
  const sides = document.querySelector(".sides");
  sides.hidden = false;
  sides.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-side]");
    if (!tab) return;
    room.dataset.side = tab.dataset.side;
    sides.querySelectorAll("button").forEach((one) => one.setAttribute("aria-selected", String(one === tab)));
  });

  // A version is made of what is on the server: first everything has to be there.
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    await desk.flush();
    if (desk.isKept()) document.getElementById("send").submit();
  }, true);
  sayHere();
  // Where older words waited on this device, the early ones are put into them.
  if (early !== field.defaultValue && early !== field.value) {
    const [start, end] = shared(field.defaultValue, early);
    const at = moved(field.defaultValue, field.value)(start);
    field.setRangeText(early.slice(start, early.length - end), at, at, "end");
  }
  if (early !== field.defaultValue) field.dispatchEvent(new Event("input", { bubbles: true }));
  document.documentElement.dataset.writing = "ready";
})();
