// Counts SHA-256 beside the page. Browsers count it themselves only over https and only of what fits
// into memory; a school has plain http and a film does not fit, so a small script does it in steps.
importScripts(new URL(location.href).searchParams.get("sha256"));

const MIB = 1 << 20;
const STEP = 4 * MIB;
const stopped = new Set();

const bytesOf = async (file, from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer());
const inHex = (sum) => [...sum.digest()].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// Size, first and last MiB: enough to ask whether a file may have been here before.
const markOf = async (file) => {
  const sum = new sha256.Hash();
  sum.update(new TextEncoder().encode(`${file.size}\n`));
  sum.update(await bytesOf(file, 0, MIB));
  sum.update(await bytesOf(file, Math.max(0, file.size - MIB), file.size));
  return inHex(sum);
};

const digestOf = async (file, number) => {
  const sum = new sha256.Hash();
  for (let at = 0; at < file.size; at += STEP) {
    if (stopped.delete(number)) throw new Error("stopped");
    sum.update(await bytesOf(file, at, at + STEP));
    postMessage({ number, counted: Math.min(at + STEP, file.size) });
  }
  return inHex(sum);
};

addEventListener("message", async ({ data }) => {
  const { number, what, file } = data;
  if (what === "stop") { stopped.add(number); return; }
  try {
    postMessage({ number, found: what === "mark" ? await markOf(file) : await digestOf(file, number) });
  } catch (fault) { postMessage({ number, fault: fault.name || "Error" }); }
});
