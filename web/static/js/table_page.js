// The table and the desk: what changes is kept, what others wrote arrives, and how it stands is said
// beside the button.
(() => {
  if (!ShotTable) return;
  const { form, sheet, text } = ShotTable;
  const said = form.querySelector("[data-desk-state]");
  const clashPlace = document.getElementById("clash");
  const ICONS = { kept: "cloud-check", saving: "save", waiting: "cloud-off" };
  let desk = null;
  document.querySelectorAll("[data-with-script]").forEach((one) => { one.hidden = false; });

  const say = (state, clash) => {
    said.dataset.now = state;
    said.querySelector("span").textContent = said.dataset[state] || "";
    const use = said.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${ICONS[state] || "triangle-alert"}`));
    if (desk && state === "kept") form.elements.base.value = desk.base;
    showClash(state === "clash" ? clash : null);
  };

  const showClash = (clash) => {
    if (clashPlace.hidden === !clash) return;
    clashPlace.hidden = !clash;
    if (!clash) { clashPlace.replaceChildren(); return; }
    const pattern = document.getElementById("clash-pattern").content.firstElementChild;
    const parts = clash.clashes.map((one) => {
      const part = pattern.cloneNode(true);
      part.dataset.place = one.place;
      part.querySelector("legend").textContent = one.place;
      const [theirs, mine] = part.querySelectorAll("pre");
      theirs.textContent = one.theirs;
      mine.textContent = one.mine;
      part.querySelectorAll("input").forEach((choice) => { choice.name = `at ${one.place}`; });
      return part;
    });
    const button = document.getElementById("clash-button").content.firstElementChild.cloneNode(true);
    button.addEventListener("click", () => desk.settle(Object.fromEntries(parts.map((part) => [part.dataset.place, part.querySelector("input:checked").value]))));
    clashPlace.replaceChildren(...parts, button);
    clashPlace.scrollIntoView({ block: "center" });
  };

  // Writing is kept when the hand rests for a blink; leaving the cell or the page does not wait.
  let blink = 0;
  const written = () => { clearTimeout(blink); blink = 0; if (desk) desk.write(text()); };
  sheet.addEventListener("input", () => { clearTimeout(blink); blink = setTimeout(() => { ShotTable.tell(); ShotCheck.all(); written(); }, 100); });
  const leaving = () => { if (blink) written(); };
  addEventListener("pagehide", leaving, true);
  document.addEventListener("visibilitychange", leaving, true);
  form.addEventListener("table-changed", () => { ShotCheck.all(); written(); });

  // What was written before this script was there is laid over what waited on this device.
  const laid = (one) => {
    if (one.options) return ([...one.options].find((option) => option.defaultSelected) || one.options[0]).value;
    return one.tagName === "INPUT" ? one.defaultValue.replace(/[\r\n]/g, "") : one.defaultValue;
  };
  const early = [...sheet.querySelectorAll("[data-key]:not([type=hidden])")].filter((one) => one.value !== laid(one)).map((one) => [one, one.value]);
  desk = Desk.open({
    address: form.dataset.desk,
    settle: form.dataset.settle,
    person: form.dataset.person,
    token: form.elements.csrf_token.value,
    number: Number(form.elements.base.value),
    content: document.getElementById("lying").value,
    onText: (content) => { ShotTable.take(content); ShotMoves.arrived(); },
    onState: say,
  });
  if (!Number(form.elements.base.value) && said.dataset.now === "kept") said.querySelector("span").textContent = said.dataset.start;
  // What lies on the desk becomes a version: the rows need not travel once more.
  form.addEventListener("submit", (event) => {
    if (!event.submitter || event.submitter.value !== "send") return;
    leaving();
    if (desk.isKept() && !event.defaultPrevented) {
      form.action = form.dataset.send;
      form.querySelector("[data-rows]").disabled = true;
      return;
    }
    event.preventDefault();
    delete form.dataset.sent;
    desk.flush().then(() => { if (desk.isKept()) form.requestSubmit(event.submitter); });
  });
  early.forEach(([one, value]) => { one.value = value; });
  if (early.length) { ShotCheck.all(); written(); }
  ShotTable.tell();
})();
