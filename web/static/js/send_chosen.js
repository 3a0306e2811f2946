// From what was dropped or chosen to rows: a name that waits for its file gets it, a file that is in
// the list already is not put there twice, and what is no recording is named and stays on the card.
const SendChosen = (() => {
  const isSame = (item, file, path) => item.size === file.size && item.modified === file.lastModified && (item.path === path || item.name === file.name);

  const open = (queue, accepts, changed, pauses) => {
    // Who pauses all means those, too, that are still being counted.
    const give = (item, { file, path }, state) => {
      const { lastModified: modified, name } = file;
      Object.assign(item, { file, name, path, modified, isForeign: false, state, why: "" });
    };
    const markOf = async (file) => {
      try { return { mark: await SendMarks.markOf(file) }; } catch (fault) { return { mark: "", isUnread: fault.message !== "NoWorker" }; }
    };

    // Names without a file are found again by their mark: the name alone could be another card's.
    const take = async ({ file, path }, before) => {
      const known = queue.items.find((item) => isSame(item, file, path) && (item.file || item.isDone));
      if (known) return;
      const { mark, isUnread } = await markOf(file);
      const asleep = mark && queue.items.find((item) => !item.file && !item.isDone && item.mark === mark && item.size === file.size);
      const item = asleep || queue.add({ name: file.name, path, size: file.size, mark, isForeign: false });
      give(item, { file, path }, pauses() === before ? "waiting" : "paused");
      if (isUnread) Object.assign(item, { state: "unread", file: null });
    };
    const refuse = async ({ file, path }, why) => {
      if (queue.items.some((item) => item.state === "refused" && item.path === path && item.size === file.size)) return;
      const { mark } = await markOf(file);
      queue.add({ name: file.name, path, size: file.size, mark, modified: file.lastModified, file: file.size ? file : null, state: "refused", why });
    };

    return async (found, words) => {
      const { side, rest, isTaken } = SendFiles.sort(found, accepts);
      const before = pauses();
      for (const one of rest) {
        if (!isTaken(one)) await refuse(one, words.unknown);
        else if (!one.file.size) await refuse(one, words.hollow);
        else await take(one, before);
        changed();
      }
      return side;
    };
  };
  return { open };
})();
