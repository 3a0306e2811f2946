// Sends one file by the tus protocol: a byte that has arrived is never sent again, whatever happens
// in between. Only a refusal of the server ends it; a lost network, a full disk, a log-out never do.
const SendWire = (() => {
  const DELAYS_MS = Array.from({ length: 300 }).flatMap(() => [0, 1000, 3000, 5000, 10000, 20000, 60000]);
  const AGAIN = new Set([0, 408, 409, 423, 429]);
  const SILENT_MS = 40000;
  const running = new Map();
  const { uploads, create, chunk, project } = document.currentScript.dataset;

  const statusOf = (fault) => fault.originalResponse ? fault.originalResponse.getStatus() : 0;
  const wordsOf = (fault) => {
    const said = fault.originalResponse && fault.originalResponse.getBody() || "";
    if (said.startsWith("{")) { try { return JSON.parse(said).message || ""; } catch { return ""; } }
    return said.startsWith("<") ? "" : said.trim().slice(0, 300);
  };

  // A card that was pulled out looks to the browser like a lost network: try to read one byte.
  const isReadable = async (file) => {
    try { await file.slice(0, 1).arrayBuffer(); return true; } catch { return false; }
  };

  const stop = (item) => {
    const found = running.get(item);
    running.delete(item);
    if (found) found.upload.abort();
  };

  const start = (item, token, tell) => {
    stop(item);
    const here = { upload: null, at: Date.now() };
    const isNow = () => running.get(item) === here;
    const end = (how, ...more) => { if (isNow()) { running.delete(item); tell[how](item, ...more); } };
    const again = (fault) => {
      const status = statusOf(fault);
      // Without an address nobody knows whether the server has begun: its list is asked first.
      if (!isNow() || !here.upload.url || !(AGAIN.has(status) || status >= 500)) return false;
      here.at = Infinity;
      tell.waits(item, status);
      if (!status) isReadable(item.file).then((can) => { if (!can) { here.upload.abort(); end("failed", 0, "", true); } });
      return true;
    };
    here.upload = new tus.Upload(item.file, {
      endpoint: create,
      uploadUrl: item.address || null,
      chunkSize: Number(chunk),
      headers: { "X-CSRFToken": token },
      metadata: { filename: item.name, relativePath: item.path, mark: item.mark },
      retryDelays: DELAYS_MS,
      // The server's list finds what is half here by its mark, also from another device.
      storeFingerprintForResuming: !item.mark,
      removeFingerprintOnSuccess: true,
      fingerprint: async () => ["claquette", project, item.name, item.size, item.modified].join(" "),
      onBeforeRequest: () => { if (!isNow()) throw new Error("stopped"); },
      onUploadUrlAvailable: () => { item.address = new URL(here.upload.url, location.href).pathname; },
      onProgress: (sent) => { if (isNow()) { here.at = Date.now(); tell.moved(item, sent); } },
      onShouldRetry: again,
      onSuccess: () => end("arrived"),
      onError: async (fault) => {
        const [status, words] = [statusOf(fault), wordsOf(fault)];
        end("failed", status, words, !status && !await isReadable(item.file));
      },
    });
    running.set(item, here);
    begin(here, item);
  };

  const begin = async ({ upload }, item) => {
    if (!item.mark && !item.address) {
      const before = await upload.findPreviousUploads().catch(() => []);
      if (before.length) upload.resumeFromPreviousUpload(before[0]);
    }
    if (running.has(item)) upload.start();
  };

  return {
    addressOf: (key) => uploads.replace("KEY", key),
    start,
    stop,
    // After sleep, or on another network, a request may hang for minutes: it is begun anew.
    silent: () => [...running].filter(([, here]) => Date.now() - here.at > SILENT_MS).map(([item]) => item),
  };
})();
