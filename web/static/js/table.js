// The table of the shot list: the rows of the form are the truth of the page; each change of them
// goes to the desk, and what others wrote comes into them without taking the cell one writes in.
const ShotTable = (() => {
  const form = document.getElementById("table");
  if (!form) return null;
  const sheet = form.querySelector("[data-table]");
  const pattern = document.getElementById("new-shot").content.firstElementChild;
  const keys = form.dataset.keys.split(" ");
  let made = 0;

  const shots = () => [...sheet.querySelectorAll("[data-shot]")];
  const known = new WeakMap();
  const fieldsOf = (shot) => {
    if (!known.has(shot)) known.set(shot, Object.fromEntries([...shot.querySelectorAll("[data-key]")].map((one) => [one.dataset.key, one])));
    return known.get(shot);
  };
  const field = (shot, key) => fieldsOf(shot)[key];
  const cellsOf = (shot) => Object.fromEntries(Object.entries(fieldsOf(shot)).map(([key, one]) => [key, one.value]));
  const rows = () => shots().map(cellsOf);
  const text = () => ShotText.write(keys, rows());
  const sceneOf = (number) => [...sheet.querySelectorAll("[data-scene]")].find((one) => one.dataset.scene === String(number));
  const inScene = (number) => shots().filter((shot) => field(shot, "scene").value === String(number));
  const nextNumber = (scene) => Math.max(0, ...inScene(scene).map((shot) => Number(field(shot, "shot").value) || 0)) + 1;

  const set = (shot, cells) => Object.entries(cells).forEach(([key, value]) => {
    const one = field(shot, key);
    if (!one || one.value === value) return;
    if (one.tagName === "SELECT" && value && ![...one.options].some((option) => option.value === value)) one.append(new Option(value, value));
    one.value = value;
  });

  // A new row of the page, with fields of its own names.
  const make = (cells) => {
    made += 1;
    const id = `n${made}`;
    const shot = pattern.cloneNode(true);
    for (const one of shot.querySelectorAll("[name], [id], [for], [value], [aria-describedby]")) {
      for (const name of ["name", "id", "for", "aria-describedby"]) if (one.getAttribute(name)) one.setAttribute(name, one.getAttribute(name).replace(/^0\./, `${id}.`));
      if (one.name === "do") one.value = one.value.replace(/:0$/, `:${id}`);
      if (one.name === "row") one.value = id;
    }
    shot.dataset.shot = id;
    shot.id = `row-${id}`;
    set(shot, cells);
    return shot;
  };

  // Where a row stands that others have put there: after the one before it, else below its scene.
  const putAfter = (shot, before) => {
    const scene = field(shot, "scene").value;
    const last = before && field(before, "scene").value === scene ? before : null;
    const place = last || sceneOf(scene) || shots().at(-1) || sheet.tHead;
    if (place.nextElementSibling !== shot) place.after(shot);
  };

  // Lay a whole list into the page; rows that are there stay the same elements.
  const show = (wanted, ids) => {
    const active = document.activeElement;
    const caret = active && active.selectionStart;
    const there = new Map(shots().map((shot) => [shot.dataset.shot, shot]));
    let before = null;
    wanted.forEach((cells, at) => {
      const old = there.get(ids[at]);
      const shot = old || make(cells);
      if (!old && ids[at]) shot.dataset.shot = ids[at];
      there.delete(ids[at]);
      if (old && keys.some((key) => (cells[key] || "") !== field(old, key).value)) { set(old, Object.fromEntries(keys.map((key) => [key, cells[key] || ""]))); mark(old); }
      putAfter(shot, before);
      if (!old) mark(shot);
      before = shot;
    });
    there.forEach((shot) => shot.remove());
    if (active && active !== document.activeElement && active.isConnected) { active.focus({ preventScroll: true }); if (caret !== null && caret !== undefined && active.setSelectionRange) active.setSelectionRange(caret, caret); }
    form.dispatchEvent(new Event("table-shown"));
  };
  const mark = (shot) => { shot.classList.remove("arrived"); void shot.offsetWidth; shot.classList.add("arrived"); };

  // What somebody else wrote: rows are found again by their names.
  const take = (content) => {
    const mine = shots();
    const ids = new Map(ShotText.named(mine.map(cellsOf)).map((name, at) => [name, mine[at].dataset.shot]));
    const theirs = ShotText.read(content);
    show(theirs, ShotText.named(theirs).map((name) => ids.get(name)));
  };

  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, "0")}`;
  const tell = () => { const scenes = Map.groupBy ? Map.groupBy(shots(), (shot) => field(shot, "scene").value) : null; sheet.querySelectorAll("[data-scene]").forEach((scene) => {
    const there = scenes ? scenes.get(scene.dataset.scene) || [] : inScene(scene.dataset.scene);
    const wanted = there.filter((shot) => field(shot, "status").value !== "dropped");
    const seconds = Math.round(wanted.reduce((sum, shot) => sum + (Number((field(shot, "seconds").value || "4").replace(",", ".")) || 0), 0));
    scene.querySelector(".planned .figures").textContent = clock(seconds);
    scene.querySelector("[data-no-shot]").hidden = there.length > 0;
    scene.querySelector("[data-again]").hidden = there.length === 0;
  }); };

  return { form, sheet, keys, shots, field, cellsOf, rows, text, sceneOf, inScene, nextNumber, set, make, putAfter, show, take, tell };
})();
