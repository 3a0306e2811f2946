// Changes of the table that can be undone: each is kept as what was before and what came after, so
// that undoing one's own change leaves what others wrote meanwhile.
const ShotMoves = ShotTable && (() => {
  const { form, sheet, shots, field, cellsOf } = ShotTable;
  const done = [];
  let undone = [];
  const buttons = { undo: form.querySelector("[data-undo]"), redo: form.querySelector("[data-redo]") };
  const seen = () => ({ order: shots().map((shot) => shot.dataset.shot), cells: new Map(shots().map((shot) => [shot.dataset.shot, cellsOf(shot)])) });
  const same = (one, other) => one.order.join() === other.order.join() && one.order.every((id) => ShotTable.keys.every((key) => one.cells.get(id)[key] === other.cells.get(id)[key]));
  let now = seen();

  const say = () => { buttons.undo.disabled = !done.length; buttons.redo.disabled = !undone.length; ShotTable.tell(); form.dispatchEvent(new Event("table-changed")); };
  const commit = () => {
    const after = seen();
    if (!same(now, after)) { done.push([now, after]); undone = []; now = after; }
    say();
  };
  const arrived = () => { now = seen(); say(); };

  // Bring the page from one state to another, changing only what differs between the two.
  const turn = (from, to) => {
    const here = seen();
    const cells = new Map(here.cells);
    for (const id of to.order) {
      const before = from.cells.get(id);
      const wanted = to.cells.get(id);
      if (!before) cells.set(id, wanted);
      else if (cells.has(id)) cells.set(id, { ...cells.get(id), ...Object.fromEntries(ShotTable.keys.filter((key) => before[key] !== wanted[key]).map((key) => [key, wanted[key]])) });
    }
    for (const id of from.order) if (!to.cells.has(id)) cells.delete(id);
    const order = from.order.join() === to.order.join() ? here.order : to.order.filter((id) => cells.has(id));
    here.order.forEach((id, at) => { if (cells.has(id) && !order.includes(id)) order.splice(order.indexOf(here.order[at - 1]) + 1, 0, id); });
    ShotTable.show(order.map((id) => cells.get(id)), order);
    now = seen();
    say();
  };
  const undo = () => { commit(); const last = done.pop(); if (last) { undone.push(last); turn(last[1], last[0]); } };
  const redo = () => { const next = undone.pop(); if (next) { done.push(next); turn(next[0], next[1]); } };

  // What the buttons of a row do, here without asking the server.
  const focusOn = (shot, key) => { const one = shot && (field(shot, key) || field(shot, "shot")); if (one) { one.focus(); shot.scrollIntoView({ block: "nearest" }); } };
  const above = (shot) => { const one = shot.previousElementSibling; return one && one.dataset.shot !== undefined ? one : null; };
  const below = (shot) => { const one = shot.nextElementSibling; return one && one.dataset.shot !== undefined ? one : null; };
  const add = (scene, cells, after) => {
    const shot = ShotTable.make({ status: "planned", priority: "must", ...cells, scene, shot: String(ShotTable.nextNumber(scene)) });
    (after || ShotTable.inScene(scene).at(-1) || ShotTable.sceneOf(scene)).after(shot);
    commit();
    focusOn(shot, "size");
  };
  const verbs = {
    up: (shot) => { if (above(shot)) above(shot).before(shot); },
    down: (shot) => { if (below(shot)) below(shot).after(shot); },
    remove: (shot) => { const next = below(shot) || above(shot); shot.remove(); focusOn(next, "shot"); },
    below: (shot) => add(field(shot, "scene").value, {}, shot),
    copy: (shot) => add(field(shot, "scene").value, { ...cellsOf(shot), board: "", reason: "" }, shot),
  };
  const act = (verb, shot) => {
    const active = document.activeElement;
    verbs[verb](shot);
    if (shot.isConnected && shot.contains(active)) { active.focus({ preventScroll: true }); shot.scrollIntoView({ block: "nearest" }); }
    commit();
  };
  const again = (scene) => { ShotTable.inScene(scene).forEach((shot, at) => ShotTable.set(shot, { shot: String(at + 1) })); commit(); };

  // A row that is given to another scene goes there, under the next free number.
  sheet.addEventListener("change", (event) => {
    const shot = event.target.closest("[data-shot]");
    if (!shot || event.target.dataset.key !== "scene") return;
    const scene = event.target.value.trim();
    if (!ShotTable.sceneOf(scene)) return;
    event.target.value = "";
    const number = String(ShotTable.nextNumber(scene));
    event.target.value = scene;
    const last = ShotTable.inScene(scene).filter((one) => one !== shot).at(-1);
    (last || ShotTable.sceneOf(scene)).after(shot);
    ShotTable.set(shot, { shot: number });
  });
  sheet.addEventListener("change", commit);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=do]");
    if (!button) return;
    const [verb, which] = button.value.split(":");
    const shot = button.closest("[data-shot]");
    if (shot && verbs[verb]) act(verb, shot);
    else if (verb === "add" && ShotTable.sceneOf(which)) add(which, {}, null);
    else if (verb === "again") { if (confirm(button.dataset.ask)) again(which); }
    else return;
    event.preventDefault();
  });
  buttons.undo.addEventListener("click", undo);
  buttons.redo.addEventListener("click", redo);
  return { commit, arrived, undo, redo, act, add, above, below, focusOn };
})();
