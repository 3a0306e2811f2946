// One storyboard frame: drawn here, or photographed and shrunk here, kept on this device at every
// stroke and sent when the hand rests; what could not be sent goes out when the network is back.
(async () => {
  const form = document.getElementById("frame");
  if (!form) return;
  const tools = document.querySelector("[data-tools]");
  const place = document.querySelector("[data-paper]");
  const said = form.querySelector("[data-frame-state]");
  const key = `frame ${form.dataset.person} ${form.action}`;
  const ICONS = { kept: "cloud-check", saving: "save", waiting: "cloud-off" };
  const kept = (() => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } })();
  const keepHere = () => { try { localStorage.setItem(key, JSON.stringify({ number: form.dataset.number, strokes: draw.strokes, photo })); } catch { /* a full device: the network has it soon */ } };

  const opened = async (address) => { const answer = await fetch(address); return createImageBitmap(await answer.blob()); };
  const shown = place.querySelector(".board-frame");
  let photo = kept && kept.number === form.dataset.number && kept.photo;
  let below = null;
  try { below = photo ? await Draw.read(photo) : shown ? await opened(shown.src) : null; } catch { return; }

  let changes = 0;
  let sent = 0;
  let timer = 0;
  let busy = null;
  const say = (state) => {
    said.hidden = false;
    said.dataset.now = state;
    said.querySelector("span").textContent = said.dataset[state];
    const use = said.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${ICONS[state] || "triangle-alert"}`));
  };

  const send = async () => {
    clearTimeout(timer);
    if (busy) { await busy; }
    if (sent === changes) return true;
    const now = changes;
    const given = new FormData();
    given.append("csrf_token", form.elements.csrf_token.value);
    given.append("picture", await draw.picture(), "frame.png");
    say("saving");
    busy = fetch(form.action, { method: "POST", body: given, headers: { Accept: "application/json" } });
    try {
      const answer = await busy;
      if (!answer.ok || answer.redirected) { say("refused"); return false; }
      sent = now;
      if (sent === changes) { localStorage.removeItem(key); say("kept"); }
      return true;
    } catch { say("waiting"); timer = setTimeout(send, 5000); return false; } finally { busy = null; }
  };
  const changed = () => {
    changes += 1;
    keepHere();
    say("saving");
    tell();
    clearTimeout(timer);
    timer = setTimeout(send, 1500);
  };

  const draw = Draw.open(place, { below, onStroke: () => changed() });
  const [back, forth, clear] = ["back", "forth", "clear"].map((name) => tools.querySelector(`[data-${name}]`));
  const tell = () => { back.disabled = !draw.strokes.length; forth.disabled = !draw.undone.length; };
  tools.hidden = false;
  form.querySelectorAll("[data-with-script]").forEach((one) => { one.hidden = false; });
  tools.querySelectorAll("[data-ink]").forEach((one) => { one.style.setProperty("--ink-of-pen", one.dataset.ink); });

  const press = (button, all) => all.forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const pens = [...tools.querySelectorAll(".pen")];
    if (button.dataset.ink) { draw.ink = button.dataset.ink; press(button, [...tools.querySelectorAll(".ink")]); if (draw.erases) { draw.erases = false; press(pens[1], pens); draw.width = 9; } }
    if (button.dataset.pen) { draw.width = Number(button.dataset.pen); draw.erases = false; press(button, pens); }
    if ("eraser" in button.dataset) { draw.erases = true; press(button, pens); }
    if (button === back) draw.back();
    if (button === forth) draw.forth();
    if (button === clear && confirm(clear.dataset.ask)) draw.clear();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    if (event.shiftKey) draw.forth(); else draw.back();
    event.preventDefault();
  });
  document.querySelectorAll(".hidden-file").forEach((field) => field.addEventListener("change", async () => {
    if (!field.files.length) return;
    try {
      const picture = await createImageBitmap(field.files[0]);
      photo = draw.small(picture); draw.lay(picture);
    } catch { say("unreadable"); }
    field.value = "";
  }));

  // Going on, by the button or to the next shot, first sends what is new.
  const next = document.querySelectorAll("[data-step]");
  const goOn = (address) => send().then((safe) => { if (safe || !navigator.onLine) location.assign(address); });
  form.addEventListener("submit", (event) => { event.preventDefault(); delete form.dataset.sent; const last = [...next].at(-1); goOn(form.elements.after.value && last ? last.href : document.querySelector(".way-back").href); });
  next.forEach((link) => link.addEventListener("click", (event) => { if (sent === changes) return; event.preventDefault(); goOn(link.href); }));
  addEventListener("online", send);
  if (kept && kept.number === form.dataset.number) { draw.strokes = kept.strokes; draw.paint(); changed(); } else localStorage.removeItem(key);
  tell();
})();
