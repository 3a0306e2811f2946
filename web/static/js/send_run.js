// The way of one file: was it here before? is it half here? then the rest of it goes. And what the
// server says later: that it is safe in two places, cannot be used, or was taken away.
const SendRun = (() => {
  const LATER_MS = { stalled: 5000, full: 30000, elsewhere: 10000 };
  const UNREAD = new Set(["NotReadableError", "NotFoundError", "SecurityError"]);
  const rest = (ms) => new Promise((done) => { setTimeout(done, ms); });

  const open = (server, changed) => {
    const timers = new Map();
    const set = (item, state, why = "") => { item.state = state; item.why = why; changed(item); };
    const end = (item, state, why) => {
      item.isRunning = false;
      clearTimeout(timers.get(item));
      if (LATER_MS[state]) timers.set(item, setTimeout(() => { if (item.state === state) set(item, "waiting"); }, LATER_MS[state]));
      set(item, state, why);
    };

    const tell = {
      moved(item, sent) {
        if (sent > item.sent) SendSpeed.went(sent - item.sent);
        item.sent = sent;
        set(item, "sending");
      },
      waits: (item, status) => set(item, status === 507 ? "full" : "stalled"),
      arrived(item) {
        Object.assign(item, { sent: item.size, address: "", file: null, isDone: true, at: Date.now() });
        end(item, "safe");
      },
      failed(item, status, words, isUnread) {
        if (status === 404 || status === 410) { Object.assign(item, { address: "", sent: 0 }); end(item, "waiting"); return; }
        const state = isUnread ? "unread" : { 200: "door", 401: "door", 507: "full" }[status] || (status >= 400 && status < 500 && ![409, 423, 429].includes(status) ? "refused" : "stalled");
        if (isUnread) item.file = null;
        end(item, state, words);
      },
    };

    // Whether its bytes lie on the table already: what has its size is compared by all its bytes.
    const isHere = async (item) => {
      const alike = (entry) => entry.bytes === item.size && (!entry.mark || entry.mark === item.mark);
      if (!server.newest().on_table.some(alike)) return false;
      set(item, "counting");
      const counting = SendMarks.digestOf(item.file, (bytes) => { item.counted = bytes; changed(item); });
      item.stopCounting = counting.stop;
      const digest = await counting.found.finally(() => { item.stopCounting = null; });
      for (;;) {
        if ((await server.has(digest)).known) { item.digest = digest; return true; }
        if (!server.newest().on_table.some((entry) => alike(entry) && !entry.digest)) return false;
        await rest(2000); // one like it has arrived and is being counted
        await server.list();
      }
    };

    const run = async (item) => {
      item.isRunning = true;
      const isOver = () => !item.isRunning || item.state === "paused";
      try {
        await server.list();
        if (await isHere(item)) { item.isHere = true; tell.arrived(item); return; }
        const half = server.newest().on_their_way.find((entry) => item.mark && entry.mark === item.mark && entry.length === item.size);
        const address = half && SendWire.addressOf(half.key);
        if (isOver()) return;
        if (half && address !== item.address) {
          if (server.isGrowing(half.key)) { end(item, "elsewhere"); return; }
          Object.assign(item, { address, sent: half.offset });
        }
        set(item, "sending");
        SendWire.start(item, server.token(), tell);
      } catch (fault) {
        if (isOver() || fault.message === "stopped") return;
        if (UNREAD.has(fault.message)) item.file = null;
        end(item, fault.isDoor ? "door" : UNREAD.has(fault.message) ? "unread" : "stalled");
      }
    };

    const stop = (item, state) => {
      if (item.stopCounting) item.stopCounting();
      SendWire.stop(item);
      end(item, state);
    };

    return { run, stop, end, again: (item) => { SendWire.stop(item); end(item, "waiting"); } };
  };
  return { open };
})();
