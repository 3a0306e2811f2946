// The way of one file: was it here before? is it half here? then the rest of it goes. And what the
// server says later: that it is safe in two places, cannot be used, or was taken away.
const SendRun = (() => {
  const LATER_MS = { stalled: 5000, full: 30000, elsewhere: 10000, counting: 5000 };
  const UNREAD = new Set(["NotReadableError", "NotFoundError", "SecurityError"]);
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
        if (!item.isRunning) return;
        if (sent > item.sent) SendSpeed.went(sent - item.sent);
        item.sent = sent;
        set(item, "sending");
      },
      waits(item, status) { if (item.isRunning) set(item, status === 507 ? "full" : "stalled"); },
      arrived(item) {
        Object.assign(item, { sent: item.size, address: "", file: null, isDone: true, at: Date.now() });
        end(item, "safe");
      },
      failed(item, status, words, isUnread) {
        if (!item.isRunning) return;
        if (status === 404 || status === 410) { Object.assign(item, { address: "", sent: 0 }); end(item, "waiting"); return; }
        // A log-in that has ended is no refusal: the server's list tells which of the two it is.
        if (status === 401 || status === 403) {
          server.list().then(() => end(item, "refused", words), (fault) => end(item, fault.isDoor ? "door" : "stalled"));
          return;
        }
        const state = isUnread ? "unread" : { 200: "door", 507: "full" }[status] || (status >= 400 && status < 500 && ![408, 409, 423, 429].includes(status) ? "refused" : "stalled");
        if (isUnread) item.file = null;
        end(item, state, words);
      },
    };

    // Whether its bytes lie on the table already: what has its size is compared by all its bytes.
    // One that has just arrived and was not counted yet is asked for again after a while.
    const compare = async (item) => {
      const alike = (entry) => entry.bytes === item.size && (!entry.mark || entry.mark === item.mark);
      if (!server.newest().on_the_table.some(alike)) return "new";
      set(item, "counting");
      if (!item.digest) {
        const counting = SendMarks.digestOf(item.file, (bytes) => { item.counted = bytes; changed(item); });
        item.stopCounting = counting.stop;
        item.digest = await counting.found.finally(() => { item.stopCounting = null; });
      }
      if ((await server.has(item.digest)).known) return "here";
      return server.newest().on_the_table.some((entry) => alike(entry) && !entry.digest) ? "later" : "new";
    };

    const run = async (item) => {
      const mine = item.run = (item.run || 0) + 1;
      item.isRunning = true;
      const isOver = () => !item.isRunning || item.run !== mine;
      try {
        await server.list();
        const found = item.address ? "new" : await compare(item);
        if (isOver()) return;
        if (found === "here") { item.isHere = true; tell.arrived(item); return; }
        if (found === "later") { end(item, "counting", "later"); return; }
        const half = server.newest().on_the_way.find((entry) => item.mark && entry.mark === item.mark && entry.length === item.size);
        const address = half && SendWire.addressOf(half.key);
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
