// The cue sheet as it stands on this device: every tool changes its rows, the desk keeps them. Steps
// go back without end, row by row: what others have written meanwhile stays.
const LaneRoom = (() => {
  const place = document.getElementById("lanes");
  const given = place && JSON.parse(document.getElementById("lanes-given").textContent);
  const first = given && LaneText.read(given.content);
  if (!place) return null;
  const isMaker = Boolean(place.dataset.address) && Boolean(first);
  const time = LaneText.of(given.rate);
  const film = { time, frames: given.frames, cuts: given.cuts };
  const kept = document.getElementById("kept");
  const heard = [];
  let last = 0;
  let sheet = first || { columns: [], rows: [] };
  let steps = [];
  let at = 0;
  let chosen = 0;
  let tried = null; // what a hand that still holds a bar would make of its row
  let desk = null;
  const name = (row) => (row.cells.file || "").replaceAll("\\", "/").split("/").at(-1);
  const tell = () => heard.forEach((act) => act());

  // Rows that stayed keep their number: they go by their file, and by their order among its rows.
  const numbered = (rows, known) => {
    const ids = new Map();
    known.forEach((row) => ids.set(name(row), [...(ids.get(name(row)) || []), row.id]));
    return rows.map((row) => { const id = (ids.get(name(row)) || []).shift(); if (!id) last += 1; return { ...row, id: id || last }; });
  };
  sheet.rows = numbered(sheet.rows, []);

  const find = (id) => sheet.rows.find((row) => row.id === id);
  const lengthOf = (row) => (given.sounds[name(row)] || {}).frames || null;
  const cellsOf = (row) => (tried && tried.id === row.id ? { ...row.cells, ...tried.cells } : row.cells);
  const isElsewhere = (row) => ["credits", "edit"].includes((row.cells.start || "").trim().toLowerCase());
  const placed = (row) => LaneMoves.placed(cellsOf(row), film, lengthOf(row));
  const all = () => sheet.rows.filter((row) => !isElsewhere(row));

  const put = (row) => { sheet = { ...sheet, rows: sheet.rows.map((one) => (one.id === row.id ? row : one)) }; };
  const insert = (row, index) => { sheet = { ...sheet, rows: [...sheet.rows.slice(0, index), row, ...sheet.rows.slice(index)] }; };
  const drop = (id) => { sheet = { ...sheet, rows: sheet.rows.filter((row) => row.id !== id) }; };
  // What a step did, or took back: only the cells that it changed, and only where the row still is.
  const apply = ({ id, was, now, index }, isBack) => {
    const [from, to] = isBack ? [now, was] : [was, now];
    const row = find(id);
    if (!to) drop(id);
    else if (!from) { if (!row) insert({ id, cells: to }, index); }
    else if (row) {
      const changed = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((key) => from[key] !== to[key]);
      put({ id, cells: { ...row.cells, ...Object.fromEntries(changed.map((key) => [key, to[key] || ""])) } });
    }
    if (find(id)) chosen = id; else if (chosen === id) chosen = 0;
  };
  const save = () => { tell(); desk.write(LaneText.write(sheet)); };
  const step = (one) => {
    if (!isMaker) return;
    steps = [...steps.slice(0, at), one];
    at += 1;
    apply(one, false);
    save();
  };
  const change = (id, cells) => {
    tried = null;
    const row = find(id);
    const isOther = row && Object.entries(cells).some(([key, cell]) => (row.cells[key] || "") !== cell);
    if (isOther) step({ id, was: row.cells, now: { ...row.cells, ...cells } }); else tell();
  };
  const move = (id, what, by) => { const row = find(id); if (row) change(id, LaneMoves.moved(row.cells, what, by, film, lengthOf(row))); };
  const add = (cells) => { last += 1; const id = last; step({ id, was: null, now: cells, index: sheet.rows.length }); return id; };
  const remove = (id) => { const index = sheet.rows.findIndex((row) => row.id === id); if (index >= 0) step({ id, was: sheet.rows[index].cells, now: null, index }); };
  const walk = (isBack) => {
    const one = isBack ? steps[at - 1] : steps[at];
    if (!one || !isMaker) return;
    at += isBack ? -1 : 1;
    apply(one, isBack);
    save();
  };

  const icon = (holder, key) => { const use = holder.querySelector("use"); use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${key}`)); };
  const say = (state) => {
    if (!kept) return;
    kept.hidden = false;
    kept.dataset.state = state;
    kept.querySelector("span").textContent = kept.dataset[state] || "";
    icon(kept, { kept: "cloud-check", saving: "save", waiting: "cloud-off", merged: "git-merge" }[state] || "triangle-alert");
  };
  // What comes from the server: others' rows are here, and one's own steps still go back.
  const take = (content) => {
    const read = LaneText.read(content);
    if (!read) { location.reload(); return; }
    tried = null;
    sheet = { ...read, rows: numbered(read.rows, sheet.rows) };
    if (!find(chosen)) chosen = 0;
    tell();
  };
  const begin = () => {
    if (!isMaker) return;
    const { address, settle, token, number, person } = place.dataset;
    desk = Desk.open({
      ...{ address, settle, token, person, number: Number(number), content: given.content },
      onText: (content, why) => { take(content); if (why !== "device") say("merged"); },
      onState: (state, clash) => { say(state); Clashes.show(state === "clash" ? clash : null, (choices) => desk.settle(choices)); },
    });
  };
  return {
    place, given, film, isMaker, all, find, name, placed, lengthOf, change, move, add, remove, begin,
    undo: () => walk(true), redo: () => walk(false), canUndo: () => at > 0, canRedo: () => at < steps.length,
    attempt: (id, cells) => { tried = { id, cells }; tell(); },
    forget: () => { tried = null; tell(); },
    chosen: () => chosen, choose: (id) => { if (chosen !== id) { chosen = id; tell(); } },
    listen: (act) => { heard.push(act); act(); },
    columns: () => sheet.columns,
    desk: () => desk,
  };
})();
