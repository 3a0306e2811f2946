// The names of a card, kept on this device: after a closed tab the page knows what it still waits for.
// The files themselves cannot be kept; the bytes that have arrived are the server's to remember.
const SendMemory = (() => {
  const KEPT = ["path", "name", "size", "modified", "mark", "address", "digest", "isDone"];
  const open = (key) => ({
    read() { try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; } },
    write(items) {
      const own = items.filter((item) => !item.isForeign && item.state !== "refused");
      const card = own.map((item) => Object.fromEntries(KEPT.map((name) => [name, item[name]])));
      try { if (card.length) localStorage.setItem(key, JSON.stringify(card)); else localStorage.removeItem(key); } catch { /* a full or forbidden memory costs only the list after a closed tab */ }
    },
  });
  return { open };
})();
