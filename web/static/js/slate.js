// The slate: which shot, which take, the clap, and what the group says of it.
(() => {
  const board = document.querySelector("[data-slate]");
  if (!board) return;
  const { nameOf, two, say } = SlateRows;
  const part = (name) => board.querySelector(`[data-${name}]`);
  const shots = JSON.parse(board.dataset.shots);
  const headings = JSON.parse(board.dataset.headings);
  const mayLog = board.dataset.mayLog === "yes";
  const log = SlateTakes.open({ project: board.dataset.slate, address: board.dataset.address, token: board.dataset.token, mayLog, onChange: () => draw() });
  const now = () => new Date().toISOString();
  let at = shots.find((one) => one.name === log.read("at")) || log.read("own") || shots[0] || { scene: "1", shot: 1 };
  let rolling = log.read("rolling");
  let counting = null;
  let shift = 0;
  let suggested = false;
  let done = [];
  let library = null;

  // Which shot is on the slate, and which take of it comes.
  const ofShot = (one) => log.takes().filter((take) => nameOf(take) === nameOf(one));
  const nextTake = () => Math.max(1, Math.max(0, ...ofShot(at).map((take) => take.take)) + 1 + shift);
  const place = () => shots.findIndex((one) => one.name === nameOf(at));
  const after = () => shots.slice(place() + 1).find((one) => !ofShot(one).some((take) => take.rating === "good"));
  const up = () => part("work").scrollIntoView({ block: "start" });
  const choose = (one) => {
    at = one;
    shift = 0;
    suggested = false;
    log.write("at", nameOf(one));
    log.write("own", shots.includes(one) ? null : one);
    draw();
    up();
  };
  const roll = (take) => { rolling = take; log.write("rolling", take); };
  const drawBoard = () => {
    const take = rolling ? rolling.take : nextTake();
    const code = `CLQ1 ${nameOf(at).replace("_", " ")} T${two(take)}`;
    board.dataset.state = counting ? "counting" : rolling ? "rolling" : "ready";
    for (const [name, text] of [["scene", at.scene], ["shot", at.shot], ["take", take]]) {
      part(name).textContent = text;
      part(name).dataset.figures = Math.min(String(text).length, 3);
    }
    SlateRows.drawCode(part("code"), library, code);
    part("says").textContent = code;
    part("heading").textContent = headings[at.scene] || "";
    part("size").textContent = at.size ? `${at.short} · ${at.size}` : "";
    part("description").textContent = at.description || "";
    part("previous").disabled = place() <= 0;
    part("next").disabled = place() < 0 || place() >= shots.length - 1;
    const next = suggested && after();
    part("suggestion").hidden = !next;
    if (next) say(part("suggestion").querySelector("span"), part("suggestion").dataset.words, { shot: next.name.replace("_", " ") });
  };
  const draw = () => {
    const takes = log.takes();
    drawBoard();
    SlateRows.drawChoices(board.querySelectorAll("[data-choose]"), takes, nameOf(at));
    SlateRows.drawLog(part("log"), takes);
    SlateRows.drawState(part("state"), { takes: takes.length, waiting: log.waiting().length }, log.network());
    part("no-takes").hidden = takes.length > 0;
    part("undo").disabled = done.length === 0;
  };

  // What is said of a take, and taken back.
  const remember = (id, before) => { done = [...done.slice(-49), { id, before }]; };
  const change = (id, what) => {
    const before = log.read(`take.${id}`);
    remember(id, before);
    log.keep({ ...before, ...what, changed: now() });
  };
  const undo = () => {
    const last = done.pop();
    if (!last) return;
    const current = log.read(`take.${last.id}`);
    if (rolling && rolling.id === last.id) roll(null);
    log.keep({ ...current, ...(last.before || { rating: SlateTakes.VOID }), sent: current.sent, changed: now() });
  };
  const rate = (rating) => {
    const { id } = rolling;
    roll(null);
    suggested = rating === "good" && Boolean(after());
    change(id, { rating });
  };

  // The clap: a take is announced, and waits for what is said of it.
  const announce = () => {
    const take = { id: log.drawn(), scene: at.scene, shot: at.shot, take: nextTake(), rating: "", note: "", by: board.dataset.by, at: now(), changed: now() };
    roll(take);
    shift = 0;
    remember(take.id, null);
    log.keep(take);
  };
  const slate = async () => {
    counting = new AbortController();
    suggested = false;
    draw();
    up();
    const how = await Clapper.clap({
      flash: part("flash"),
      stopped: counting.signal,
      onCount: (left) => { part("count").textContent = left || ""; part("sticks").classList.toggle("open", left > 0); },
    });
    counting = null;
    part("count").textContent = "";
    part("sticks").classList.remove("open");
    part("silent").hidden = how !== "silent";
    if (how !== "stopped" && mayLog) announce(); else draw();
  };

  document.addEventListener("visibilitychange", () => { Clapper.stayOn(); if (!document.hidden) log.send(); });

  const acts = {
    slate, undo,
    stop: () => counting && counting.abort(),
    previous: () => choose(shots[place() - 1]),
    next: () => choose(shots[place() + 1]),
    suggestion: () => choose(after()),
    more: () => { shift += 1; draw(); },
    less: () => { if (nextTake() > 1) shift -= 1; draw(); },
  };
  board.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { act, say: said, choose: name, rate: rating } = button.dataset;
    if (act) acts[act]();
    if (said && rolling) rate(said);
    if (name) choose(shots.find((one) => one.name === name));
    if (rating) change(button.closest("[data-take]").dataset.take, { rating });
  });
  board.addEventListener("change", (event) => {
    const row = event.target.closest("[data-take]");
    if (row) change(row.dataset.take, { note: event.target.value.slice(0, 500) });
  });
  part("own").addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const wanted = SlateRows.shotOf(event.target.elements);
    if (wanted) choose(shots.find((one) => nameOf(one) === nameOf(wanted)) || wanted);
  });

  log.join(JSON.parse(board.dataset.known));
  import(board.dataset.qr).then((found) => { library = found; draw(); });
  document.documentElement.classList.add("on-slate");
  board.hidden = false;
  Clapper.stayOn();
  draw();
  log.send();
})();
