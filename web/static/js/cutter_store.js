// What this device keeps of a cut: the last answer of the server, what waits to be sent, and every
// step that can be undone. Where a browser has no room for it, it is forgotten with the page.
const CutStore = (() => {
  const open = () => new Promise((done, failed) => {
    const asked = indexedDB.open("claquette cutter", 1);
    asked.onupgradeneeded = () => { asked.result.createObjectStore("papers"); asked.result.createObjectStore("steps"); };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  let room = null;
  const lend = () => { room = room || open(); return room; };
  const act = async (store, mode, ask) => {
    const base = await lend();
    return new Promise((done, failed) => {
      const work = base.transaction(store, mode);
      const asked = ask(work.objectStore(store));
      work.oncomplete = () => done(asked && asked.result);
      work.onerror = work.onabort = () => failed(work.error);
    });
  };
  const papers = {
    get: (key) => act("papers", "readonly", (store) => store.get(key)),
    put: (key, value) => act("papers", "readwrite", (store) => store.put(value, key)),
    drop: (key) => act("papers", "readwrite", (store) => store.delete(key)),
  };
  const range = (key, from = 0) => IDBKeyRange.bound([key, from], [key, Infinity]);
  const steps = {
    all: (key) => act("steps", "readonly", (store) => store.getAll(range(key))),
    // The steps after a new one are gone: who goes back and cuts on takes another way.
    add: (key, at, step) => act("steps", "readwrite", (store) => { store.delete(range(key, at)); return store.put(step, [key, at]); }),
    drop: (key) => act("steps", "readwrite", (store) => store.delete(range(key))),
  };
  return { papers, steps };
})();
