// The table and the desk: what changes is kept, what others wrote arrives, what is wrong is said at
// its cell at once, and the state of it all stands beside the button.
(() => {
  if (!ShotTable) return;
  const { form, sheet, shots, field, text } = ShotTable;
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

  // What is wrong is said where it was typed. The server says the same when the page is loaded.
  const NUMBER = /^\s*\d{1,5}([.,]\d{1,6})?\s*(s|min|秒|分)?\s*$/;
  const wrongs = {
    scene: (value) => (/^\D{0,6}[ ._#-]*\d{1,3}[a-z]{0,2}\s*$/i.test(value) ? "" : "scene"),
    shot: (value) => (/^\D{0,5}[ ._#-]*\d{1,3}\s*$/.test(value) && Number(value.replace(/\D/g, "")) ? "" : "shot"),
    seconds: (value) => (!value.trim() || NUMBER.test(value) ? "" : "number"),
    setup_minutes: (value) => (!value.trim() || NUMBER.test(value) ? "" : "number"),
  };
  const check = () => {
    const names = new Set();
    for (const shot of shots()) {
      const name = `${field(shot, "scene").value} ${field(shot, "shot").value}`;
      for (const key of Object.keys(wrongs)) {
        const one = field(shot, key);
        const wrong = wrongs[key](one.value) || (key === "shot" && names.has(name) ? "twice" : "");
        const line = shot.querySelector(`[data-say="${key}"]`);
        if (wrong) one.setAttribute("aria-invalid", "true"); else one.removeAttribute("aria-invalid");
        if (line.hidden !== !wrong || wrong) line.querySelector("span").textContent = wrong ? form.dataset[`say${wrong}`] : "";
        line.hidden = !wrong;
      }
      names.add(name);
      shot.classList.toggle("dropped", field(shot, "status").value === "dropped");
      draw(shot);
    }
  };
  const draw = (shot) => {
    const picture = shot.querySelector(".pictogram");
    if (!picture) return;
    const keys = ["size", "framing", "angle", "move"].map((key) => (field(shot, key).selectedIndex > 0 && form.dataset[key].split(" ").includes(field(shot, key).value) ? field(shot, key).value : "-"));
    const address = `${form.dataset.pictograms}${keys.join("/")}.svg`;
    if (picture.getAttribute("src") !== address) picture.setAttribute("src", address);
  };

  const written = () => { if (desk) desk.write(text()); };
  sheet.addEventListener("input", () => { ShotTable.tell(); check(); written(); });
  form.addEventListener("table-changed", () => { check(); written(); });

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
  // The form sends the rows themselves; what waits on this device has gone with them.
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.value !== "send") return;
    if (desk.isKept()) return;
    event.preventDefault();
    delete form.dataset.sent;
    desk.flush().then(() => { if (desk.isKept()) form.requestSubmit(event.submitter); });
  });
  ShotTable.tell();
})();
