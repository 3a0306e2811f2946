// The slate: which shot, which take, the clap, what the group says of it; all of it on the phone.
// Each take is kept on this device under a name of its own before anything is sent, so that a
// phone that dies, or a network that is away, costs no take.
(() => {
  const board = document.querySelector("[data-slate]");
  if (!board) return;
  const part = (name) => board.querySelector(`[data-${name}]`);
  const shots = JSON.parse(board.dataset.shots);
  const store = `slate.${board.dataset.slate}.`;
  const mayLog = board.dataset.mayLog === "yes";
  const VOID = "void";
  const two = (number) => String(number).padStart(2, "0");
  const sceneName = (scene) => { const [, figures, letters] = /^0*(\d+)([A-Z]*)$/.exec(scene); return `S${figures.padStart(2, "0")}${letters}`; };
  const nameOf = (one) => `${sceneName(one.scene)}_P${two(one.shot)}`;
  const now = () => new Date().toISOString();

  // On this device: one entry a take, so that two open pages do not write over each other.
  const read = (key) => { try { return JSON.parse(localStorage.getItem(store + key)); } catch { return null; } };
  let known = null;
  const write = (key, value) => { known = null; localStorage.setItem(store + key, JSON.stringify(value)); };
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(`${store}take.`)).map((key) => key.slice(store.length));
  const all = () => { known ??= keys().map(read).filter(Boolean).sort((one, other) => (one.at + one.id < other.at + other.id ? -1 : 1)); return known; };
  const takes = () => all().filter((one) => one.rating !== VOID);
  const waiting = () => all().filter((one) => one.sent !== one.changed);
  const keep = (take) => { write(`take.${take.id}`, take); draw(); soon(); };
  const join = (list) => list.forEach((one) => {
    const here = read(`take.${one.id}`);
    if (!here || here.changed <= one.changed) write(`take.${one.id}`, { ...one, sent: one.changed });
  });

  // Which shot is on the slate.
  let at = shots.find((one) => one.name === read("at")) || read("own") || shots[0] || { scene: "1", shot: 1 };
  let rolling = read("rolling");
  let shift = 0;
  let suggested = false;
  let done = [];
  const ofShot = (one) => takes().filter((take) => nameOf(take) === nameOf(one));
  const nextTake = () => Math.max(1, Math.max(0, ...ofShot(at).map((take) => take.take)) + 1 + shift);
  const place = () => shots.findIndex((one) => one.name === nameOf(at));
  const after = () => shots.slice(place() + 1).find((one) => !ofShot(one).some((take) => take.rating === "good"));
  const choose = (one) => {
    at = one;
    shift = 0;
    suggested = false;
    write("at", nameOf(one));
    write("own", shots.includes(one) ? null : one);
    draw();
  };

  // The code: drawn here, since takes are counted without a network.
  let makeCode = null;
  import(board.dataset.qr).then((library) => {
    makeCode = (text) => library.generate(text, { minCorrectionLevel: library.correction.M });
    draw();
  });
  const drawCode = (text) => {
    const canvas = part("code");
    if (!makeCode || canvas.dataset.says === text) return;
    const code = makeCode(text);
    const border = 4;
    const module = 16;
    canvas.width = canvas.height = (code.size + 2 * border) * module;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#000";
    for (let y = 0; y < code.size; y += 1) {
      for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) pen.fillRect((x + border) * module, (y + border) * module, module, module);
    }
    canvas.dataset.says = text;
    canvas.setAttribute("aria-label", text);
  };

  const say = (line, words, values = {}) => {
    line.textContent = Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words);
  };
  const draw = () => {
    const take = rolling ? rolling.take : nextTake();
    board.dataset.state = counting ? "counting" : rolling ? "rolling" : "ready";
    for (const [name, text] of [["scene", at.scene], ["shot", at.shot], ["take", take]]) {
      part(name).textContent = text;
      part(name).dataset.figures = Math.min(String(text).length, 3);
    }
    const code = `CLQ1 ${nameOf(at).replace("_", " ")} T${two(take)}`;
    drawCode(code);
    part("says").textContent = code;
    part("heading").textContent = JSON.parse(board.dataset.headings)[at.scene] || "";
    part("size").textContent = at.size ? `${at.short} · ${at.size}` : "";
    part("description").textContent = at.description || "";
    part("previous").disabled = place() <= 0;
    part("next").disabled = place() < 0 || place() >= shots.length - 1;
    const next = suggested && after();
    part("suggestion").hidden = !next;
    if (next) say(part("suggestion").querySelector("span"), part("suggestion").dataset.words, { shot: next.name.replace("_", " ") });
    board.querySelectorAll("[data-choose]").forEach((button) => {
      const shot = shots.find((one) => one.name === button.dataset.choose);
      const of = ofShot(shot);
      button.setAttribute("aria-pressed", String(shot.name === nameOf(at)));
      button.querySelector("[data-done]").hidden = !of.some((one) => one.rating === "good");
      button.querySelector("[data-count]").textContent = of.length || "";
    });
    drawLog();
    drawState();
  };

  const drawLog = () => {
    const list = part("log");
    const open = new Set([...list.querySelectorAll("details[open]")].map((one) => one.dataset.take));
    if (list.contains(document.activeElement) && document.activeElement.matches("input")) return;
    const logged = takes();
    const names = logged.map((one) => `${nameOf(one)} ${one.take}`);
    list.replaceChildren(...logged.reverse().map((take) => {
      const row = document.getElementById("take-row").content.firstElementChild.cloneNode(true);
      row.dataset.take = take.id;
      row.open = open.has(take.id);
      row.querySelector("[data-name]").textContent = `${nameOf(take).replace("_", " ")} T${two(take.take)}`;
      row.querySelectorAll("[data-is]").forEach((mark) => { mark.hidden = mark.dataset.is !== take.rating; });
      row.querySelectorAll("[data-rate]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.rate === take.rating)));
      row.querySelector("time").textContent = new Date(take.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      row.querySelector("[data-note-words]").textContent = take.note;
      row.querySelector("[data-by]").textContent = take.by;
      row.querySelector("input").value = take.note;
      row.querySelector("[data-twice]").hidden = names.filter((one) => one === `${nameOf(take)} ${take.take}`).length < 2;
      return row;
    }));
    part("no-takes").hidden = takes().length > 0;
    part("undo").disabled = done.length === 0;
  };

  // Taking back and going on.
  const remember = (id, before) => { done = [...done.slice(-49), { id, before }]; };
  const change = (id, what) => {
    const before = read(`take.${id}`);
    remember(id, before);
    keep({ ...before, ...what, changed: now() });
  };
  const undo = () => {
    const last = done.pop();
    if (!last) return;
    const current = read(`take.${last.id}`);
    if (rolling && rolling.id === last.id) { rolling = null; write("rolling", null); }
    keep({ ...current, ...(last.before || { rating: VOID }), sent: current.sent, changed: now() });
  };
  const rate = (rating) => {
    if (!rolling) return;
    const id = rolling.id;
    rolling = null;
    write("rolling", null);
    shift = 0;
    suggested = rating === "good" && Boolean(after());
    change(id, { rating });
  };

  // The clap.
  let counting = null;
  const announce = () => {
    const id = [...crypto.getRandomValues(new Uint8Array(8))].map((one) => one.toString(16).padStart(2, "0")).join("");
    const take = { id, scene: at.scene, shot: at.shot, take: nextTake(), rating: "", note: "", by: board.dataset.by, at: now(), changed: now() };
    rolling = take;
    shift = 0;
    write("rolling", take);
    remember(id, null);
    keep(take);
  };
  const slate = async () => {
    counting = new AbortController();
    suggested = false;
    draw();
    part("work").scrollIntoView({ block: "start" });
    const how = await Clapper.clap({
      flash: part("flash"),
      stopped: counting.signal,
      onCount: (left) => { part("count").textContent = left || ""; part("sticks").classList.toggle("open", left > 0); },
    });
    counting = null;
    part("count").textContent = "";
    part("sticks").classList.remove("open");
    part("silent").hidden = how !== "silent";
    if (how !== "stopped" && mayLog) announce();
    else draw();
  };

  // To the desk of the group.
  let network = "on";
  const drawState = () => {
    const line = part("state");
    const count = { takes: takes().length, waiting: waiting().length };
    const which = network === "door" ? "door" : count.waiting ? "waits" : count.takes ? "sent" : "empty";
    line.dataset.is = which;
    say(line.querySelector("span"), line.dataset[which], count);
    line.querySelectorAll("[data-mark]").forEach((mark) => { mark.hidden = mark.dataset.mark !== (which === "sent" || which === "empty" ? "safe" : "waits"); });
  };
  let sending = false;
  const send = async () => {
    if (sending || !mayLog) return;
    sending = true;
    const mine = waiting();
    const form = new FormData();
    form.set("csrf_token", board.dataset.token);
    form.set("takes", JSON.stringify(mine.map(({ sent, ...take }) => take)));
    try {
      const answer = await fetch(board.dataset.address, { method: "POST", body: form, headers: { Accept: "application/json" } });
      if (answer.ok && (answer.headers.get("Content-Type") || "").startsWith("application/json")) {
        mine.forEach((take) => { const here = read(`take.${take.id}`); write(`take.${take.id}`, { ...here, sent: take.changed }); });
        join(await answer.json());
        network = "on";
      } else network = answer.status < 500 ? "door" : "off";
    } catch { network = "off"; }
    sending = false;
    draw();
    if (waiting().length && network === "on") soon();
  };
  let timer = 0;
  const soon = () => { clearTimeout(timer); timer = setTimeout(send, 1200); };
  addEventListener("online", send);
  setInterval(() => { if (waiting().length) send(); }, 15000);

  // The screen stays on while the slate is open.
  const stayOn = async () => { try { if (navigator.wakeLock && document.visibilityState === "visible") await navigator.wakeLock.request("screen"); } catch { /* the battery is low: the phone decides */ } };
  document.addEventListener("visibilitychange", () => { stayOn(); if (document.visibilityState === "visible") send(); });

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
    if (button.dataset.act) acts[button.dataset.act]();
    if (button.dataset.say) rate(button.dataset.say);
    if (button.dataset.choose) { choose(shots.find((one) => one.name === button.dataset.choose)); part("work").scrollIntoView({ block: "start" }); }
    if (button.dataset.rate) change(button.closest("[data-take]").dataset.take, { rating: button.dataset.rate });
  });
  board.addEventListener("change", (event) => {
    const row = event.target.closest("[data-take]");
    if (row) change(row.dataset.take, { note: event.target.value.slice(0, 500) });
  });
  part("own").addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const scene = event.target.elements.scene.value.trim().toUpperCase();
    const shot = Number(event.target.elements.shot.value);
    if (/^\d{1,4}[A-Z]{0,2}$/.test(scene) && shot > 0) { choose(shots.find((one) => one.scene === scene && one.shot === shot) || { scene, shot }); part("work").scrollIntoView({ block: "start" }); }
  });
  addEventListener("storage", (event) => { if ((event.key || "").startsWith(store)) { known = null; draw(); } });

  join(JSON.parse(board.dataset.known));
  document.documentElement.classList.add("on-slate");
  board.hidden = false;
  stayOn();
  draw();
  send();
})();
