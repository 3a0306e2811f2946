// What the server's list means for the rows: two places, a refusal, half here, begun elsewhere.
const SendNews = (() => {
  const settleArrived = (item, { list, asked }, set) => {
    const isOf = (entry) => item.digest && entry.digest ? entry.digest === item.digest : entry.mark === item.mark && entry.bytes === item.size;
    const same = list.on_the_table.filter(isOf);
    const refused = same.find((entry) => entry.refusal);
    if (refused) set(item, "refused", refused.refusal);
    else if (same.length) set(item, same.every((entry) => entry.copied) ? "twice" : "safe");
    else if (asked > item.at) { Object.assign(item, { isDone: false, sent: 0 }); set(item, "asleep", "taken"); }
  };

  // A name without its file, after a closed tab: how much of it has arrived.
  const settleAsleep = (item, { list }, set) => {
    const half = list.on_the_way.find((entry) => entry.mark === item.mark && entry.length === item.size);
    const whole = list.on_the_table.some((entry) => entry.mark === item.mark && entry.bytes === item.size);
    // The address of our own upload is kept even when it has arrived: it tells, without a comparison.
    if (half) item.address = SendWire.addressOf(half.key);
    else if (!whole) item.address = "";
    item.sent = half ? half.offset : 0;
    set(item, "asleep", whole ? "compare" : half ? "half" : item.why);
  };

  const settleForeign = (queue, { list }, server, set) => {
    const own = new Set(queue.items.filter((item) => !item.isForeign).map((item) => item.mark));
    const open = new Map(list.on_the_way.filter((entry) => !own.has(entry.mark) || !entry.mark).map((entry) => [entry.key, entry]));
    queue.items.filter((item) => item.isForeign && !open.has(item.key)).forEach(queue.remove);
    for (const entry of open.values()) {
      const { key, name, length, offset, mark } = entry;
      const address = SendWire.addressOf(key);
      if (queue.items.some((item) => !item.isForeign && item.address === address)) continue;
      const item = queue.items.find((one) => one.key === key) || queue.add({ key, name, path: name, mark, address, size: length || offset, isForeign: true });
      item.sent = offset;
      set(item, server.isGrowing(key) ? "elsewhere" : "asleep", "half");
    }
  };

  const settle = (queue, server, news, changed) => {
    const set = (item, state, why = "") => {
      const before = [item.state, item.why, item.shown];
      Object.assign(item, { state, why, shown: item.sent });
      if (before.join() !== [state, why, item.sent].join()) changed(item);
    };
    for (const item of [...queue.items]) {
      if (item.isForeign || item.isRunning) continue;
      if (item.isDone) settleArrived(item, news, set);
      else if (!item.file && item.state === "asleep") settleAsleep(item, news, set);
    }
    settleForeign(queue, news, server, set);
  };
  return { settle };
})();
