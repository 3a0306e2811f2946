// What was recorded, kept on this device until it is safe on the server.
const RecordKept = (() => {
  const NAME = "claquette-sounds";
  const SHELF = "sounds";
  const opened = () => new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(SHELF, { keyPath: "id", autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const doing = async (mode, act) => {
    const shelf = await opened();
    try {
      return await new Promise((done, fail) => {
        const work = shelf.transaction(SHELF, mode, { durability: "strict" });
        const asked = act(work.objectStore(SHELF));
        work.oncomplete = () => done(asked.result);
        work.onabort = () => fail(work.error);
        work.onerror = () => fail(work.error);
      });
    } finally {
      shelf.close();
    }
  };
  return {
    put: (sound) => doing("readwrite", (shelf) => shelf.put(sound)),
    remove: (id) => doing("readwrite", (shelf) => shelf.delete(id)),
    all: async (project) => (await doing("readonly", (shelf) => shelf.getAll())).filter((one) => one.project === project),
  };
})();
