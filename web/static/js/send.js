// The page on which a card is sent: it joins the queue, the rows, the wire and the server's list.
(() => {
  const page = document.querySelector("[data-send]");
  const find = (name) => page.querySelector(`[data-${name}]`);
  const given = page.dataset;
  const queue = SendQueue;
  const server = SendServer.open({ list: given.list, known: given.known, token: given.token });
  const memory = SendMemory.open(`claquette send ${given.project} ${given.person}`);
  const rows = SendRows.open(find("rows-here"), document.getElementById("sending-row"));
  const total = SendTotal.open(find("card"), given.second === "yes");
  const run = SendRun.open(server, (item) => changed(item));
  let isPlanned = false;
  let asked = 0;
  let pauses = 0;

  const pump = () => { for (let item = queue.next(); item; item = queue.next()) run.run(item); };
  const show = () => {
    const all = queue.totals();
    total(all);
    SendAwake.busy(all.open > 0);
    find("queue").hidden = !queue.items.length;
  };
  const later = () => {
    isPlanned = false;
    queue.sink();
    rows.arrange(queue.items);
    pump();
    show();
    memory.write(queue.items);
  };
  // Many changes at once are drawn once.
  const plan = () => { if (!isPlanned) { isPlanned = true; setTimeout(later, 50); } };
  const changed = (item) => {
    rows.draw(item);
    plan();
    if (item.state === "safe" && !item.isTold) { item.isTold = true; ask(); }
  };

  const ask = async () => {
    asked = Date.now();
    const began = asked;
    try {
      const list = await server.list();
      SendNews.settle(queue, server, { list, asked: began }, changed);
      plan();
    } catch { /* the network is away: the next question asks for the same */ }
  };

  const take = SendChosen.open(queue, given.accepts.split(" "), plan, () => pauses);
  const chosen = async (finding) => {
    const side = await take(await finding, given);
    const aside = find("aside");
    aside.hidden = !side.length;
    if (side.length) aside.querySelector("span").textContent = rows.fill(aside.dataset.words, { number: side.length, names: side.slice(0, 12).map((one) => one.file.name).join(", ") });
    plan();
    ask();
  };

  const ACTS = {
    pause: (item) => run.stop(item, "paused"),
    go: (item) => run.end(item, "waiting"),
    again: async (item) => { if (item.state === "door") await server.renew().catch(() => false); run.again(item); },
    up: (item) => queue.move(item, -1),
    down: (item) => queue.move(item, 1),
    out(item) {
      run.stop(item, "paused");
      queue.remove(item);
      if (item.address) server.forget(item.address).catch(() => {}).then(ask);
    },
  };
  const restart = () => queue.items.filter((item) => ["stalled", "full", "elsewhere"].includes(item.state) && item.file).forEach(run.again);
  const knock = async () => {
    const shut = queue.items.filter((item) => item.state === "door");
    if (shut.length && await server.renew().catch(() => false)) shut.forEach(run.again);
  };

  page.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const row = event.target.closest("[data-item]");
    const item = row && queue.items.find((one) => one.number === Number(row.dataset.item));
    if (!button) return;
    if (item && ACTS[button.dataset.act]) ACTS[button.dataset.act](item);
    if (button.matches("[data-pause-all]")) pauses += 1;
    if (button.matches("[data-pause-all]")) queue.items.filter((one) => one.file && ACTS_WHILE_OPEN.has(one.state)).forEach(ACTS.pause);
    if (button.matches("[data-go-all]")) queue.items.filter((one) => one.state === "paused").forEach(ACTS.go);
    if (button.matches("[data-next-card]")) queue.items.filter((one) => !one.isForeign).forEach(queue.remove);
    if (item || button.matches("[data-pause-all], [data-go-all], [data-next-card]")) plan();
  });
  const ACTS_WHILE_OPEN = new Set(["waiting", "counting", "sending", "stalled", "full", "door", "elsewhere"]);

  page.addEventListener("change", (event) => {
    if (!event.target.matches("[data-pick]")) return;
    chosen(SendFiles.chosen(event.target.files));
    event.target.value = "";
  });
  const drop = find("drop-here");
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      if (!event.dataTransfer || ![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop") chosen(SendFiles.dropped(event.dataTransfer));
    });
  }
  SendDrag.open(find("rows-here"), (number, by) => { queue.move(queue.items.find((one) => one.number === number), by); rows.arrange(queue.items); plan(); });
  SendAwake.onWake(() => { restart(); knock(); ask(); });
  document.addEventListener("table-changed", ask);

  setInterval(() => {
    SendWire.silent().forEach(run.again);
    SendSpeed.tick(queue.totals().moving > 0);
    show();
    if (Date.now() - asked > 15000 && queue.items.length) ask();
  }, 1000);

  page.querySelectorAll("[data-with-script]").forEach((one) => { one.hidden = false; });
  if (!("webkitdirectory" in HTMLInputElement.prototype) || matchMedia("(pointer: coarse)").matches) find("folder").hidden = true;
  if (!matchMedia("(pointer: coarse)").matches) find("film-here").hidden = true;
  memory.read().forEach((one) => queue.add({ ...one, state: one.isDone ? "safe" : "asleep", isTold: true }));
  plan();
  ask();
})();
