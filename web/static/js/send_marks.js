// Recognises files: by a mark that is quick to make, and by the SHA-256 of all their bytes.
const SendMarks = (() => {
  const { worker: address, sha256 } = document.currentScript.dataset;
  const asked = new Map();
  let worker = null;
  let last = 0;

  const heard = ({ data }) => {
    const one = asked.get(data.number);
    if (!one) return;
    if (data.counted !== undefined) { one.onStep(data.counted); return; }
    asked.delete(data.number);
    if (data.fault) one.reject(new Error(data.fault)); else one.resolve(data.found);
  };
  const open = () => {
    const url = new URL(address, location.href);
    url.searchParams.set("sha256", sha256);
    worker = new Worker(url);
    worker.addEventListener("message", heard);
    worker.addEventListener("error", () => { asked.forEach((one) => one.reject(new Error("NoWorker"))); asked.clear(); worker = null; });
  };
  const ask = (what, file, onStep = () => {}) => {
    if (!worker) open();
    const number = last += 1;
    const found = new Promise((resolve, reject) => { asked.set(number, { resolve, reject, onStep }); });
    worker.postMessage({ number, what, file });
    return { found, stop: () => worker && worker.postMessage({ number, what: "stop" }) };
  };

  return {
    markOf: (file) => ask("mark", file).found,
    digestOf: (file, onStep) => ask("digest", file, onStep),
  };
})();
