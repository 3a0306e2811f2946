// What a cut plays from: every proxy and sound is fetched once, whole, for its pictures and its
// sound; what a small device has no room for is streamed.
const CutFiles = (() => {
  const isSmall = (navigator.deviceMemory || 8) <= 2;
  const ROOM = (isSmall ? 80 : 400) * 1_000_000;
  const AT_ONCE = 2;
  const known = new Map();
  const row = [];
  let running = 0;
  let kept = 0;

  const fetched = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return answer.blob();
  };
  const next = () => {
    if (running >= AT_ONCE || !row.length) return;
    const { url, done, failed } = row.shift();
    running += 1;
    fetched(url).then(done, failed).finally(() => { running -= 1; next(); });
  };
  // The bytes of a file; the second who asks waits for the first.
  const get = (url) => {
    if (!known.has(url)) {
      const one = { link: "" };
      one.blob = new Promise((done, failed) => { row.push({ url, done, failed }); }).then((blob) => {
        kept += blob.size;
        if (kept < ROOM) one.link = URL.createObjectURL(blob); else known.delete(url);
        return blob;
      });
      one.blob.catch(() => known.delete(url));
      known.set(url, one);
      next();
    }
    return known.get(url).blob;
  };
  const link = (url) => (known.get(url) || {}).link || url;
  return { get, link, isSmall };
})();
