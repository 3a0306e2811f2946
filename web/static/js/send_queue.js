// The files of a card, in the order in which they are sent. Nothing here draws, sends or asks.
const SendQueue = (() => {
  const AT_ONCE = 2;
  const SAFE = new Set(["safe", "twice"]);
  // Who waits for the network, for room or for a log-in keeps its place: the others would wait, too.
  const HOLDS = new Set(["stalled", "full", "door"]);
  const items = [];
  let last = 0;

  // What a row knows: the file itself is missing after a closed tab, until it is chosen again.
  const blank = { path: "", size: 0, modified: 0, mark: "", file: null, sent: 0, counted: 0, state: "waiting", why: "", address: "", digest: "", isDone: false, at: 0, isRunning: false, isForeign: false, isHere: false };
  const pending = (item) => item.file && !["paused", "refused", "unread"].includes(item.state) && !SAFE.has(item.state);
  const sum = (some, of) => some.reduce((so_far, item) => so_far + of(item), 0);

  return {
    items,
    isSafe: (item) => SAFE.has(item.state),
    add(given) {
      const item = { ...blank, ...given, number: last += 1 };
      items.push(item);
      return item;
    },
    remove(item) { if (items.includes(item)) items.splice(items.indexOf(item), 1); },
    move(item, by) {
      const from = items.indexOf(item);
      const to = Math.min(items.length - 1, Math.max(0, from + by));
      items.splice(to, 0, ...items.splice(from, 1));
    },
    // What is safe sinks to the end: on a phone the others stay in sight.
    sink() { items.sort((one, other) => Number(SAFE.has(one.state)) - Number(SAFE.has(other.state))); },
    // Two that may be the same bytes never go at once: the second waits, and is then recognised.
    next() {
      const running = items.filter((item) => item.isRunning || HOLDS.has(item.state));
      if (running.length >= AT_ONCE) return null;
      const isTwin = (item) => item.mark && running.some((other) => other.mark === item.mark);
      return items.find((item) => item.state === "waiting" && item.file && !item.isRunning && !isTwin(item)) || null;
    },
    totals() {
      const own = items.filter((item) => !item.isForeign);
      const count = (state) => own.filter((item) => item.state === state).length;
      const open = own.filter(pending);
      return {
        files: own.length,
        safe: own.filter((item) => SAFE.has(item.state)).length,
        twice: count("twice"),
        refused: count("refused"),
        asleep: count("asleep") + count("unread"),
        paused: count("paused"),
        stalled: count("stalled") + count("full") + count("door"),
        open: open.length,
        moving: own.filter((item) => item.state === "sending").length,
        bytes: sum(own, (item) => item.size),
        sent: sum(own, (item) => SAFE.has(item.state) ? item.size : item.sent),
        left: sum(open, (item) => item.size - item.sent),
      };
    },
  };
})();
