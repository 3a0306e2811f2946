// The cue sheet as text and back, and its times: seconds or timecode in cells, whole frames in hand.
const LaneText = (() => {
  const COLUMNS = ["file", "role", "start", "in", "out", "gain_db", "fade_in", "fade_out", "title", "composer", "rights", "note", "pan"];
  const SAMPLES = 48000;
  const MOST_SAMPLES = 4 * 3600 * SAMPLES;
  const FORMULA = /^[=+\-@\t\r＝]/;
  const NUMBER = /^[+-](?=.*\d)\d*\.?\d*$/;

  const cellOut = (cell) => {
    const safe = FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const write = ({ columns, rows }) => [columns, ...rows.map(({ cells }) => columns.map((key) => cells[key] || ""))]
    .map((line) => `${line.map(cellOut).join(",")}\n`).join("");
  // The mark that the first line has most of parts its cells: a comma, a semicolon or a tab.
  const markOf = (text) => {
    const count = (mark) => text.split("\n", 1)[0].split(mark).length;
    return [",", ";", "\t"].reduce((best, one) => (count(one) > count(best) ? one : best));
  };
  // Null for a sheet without a column for files: that is mended on another page.
  const read = (text) => {
    const plain = text.replace(/^\uFEFF/, "");
    const lines = plain.trim() ? ShotText.lines(plain, markOf(plain)) : [];
    const heads = (lines[0] || []).map((head) => { const key = head.trim().toLowerCase(); return COLUMNS.includes(key) ? key : head.trim(); });
    if (lines.length && !heads.includes("file")) return null;
    const rows = lines.slice(1).filter((line) => line.some((cell) => cell.trim()));
    return {
      columns: [...COLUMNS, ...heads.filter((head) => head && !COLUMNS.includes(head))],
      rows: rows.map((line) => ({ cells: Object.fromEntries(heads.map((head, at) => [head, line[at] || ""])) })),
    };
  };

  const of = (rate) => {
    const [up, down = 1] = String(rate).split("/").map(Number);
    const time = CutTime.of(rate);
    const nearest = (samples) => Math.floor((samples * up) / (down * SAMPLES) + 0.5);
    // Null for what is no time, or one that only the server reads.
    const samples = (cell) => {
      const seconds = /^\d{1,5}(?:[.,]\d{1,9})?$/.test(cell) ? Number(cell.replace(",", ".")) : null;
      const parts = /^(\d{1,3}):([0-5]\d):([0-5]\d)[:.](\d{1,3})$/.exec(cell);
      let found = null;
      if (seconds !== null) found = Math.floor(seconds * SAMPLES + 1e-6);
      else if (parts && Number(parts[4]) < time.base) {
        const [hours, minutes, whole, frames] = parts.slice(1).map(Number);
        found = Math.floor((((hours * 60 + minutes) * 60 + whole) * time.base + frames) * SAMPLES * down / up);
      }
      return found === null || found > MOST_SAMPLES ? null : found;
    };
    const seconds = (frames) => (frames ? (Math.floor((frames * down * 1000) / up + 0.5) / 1000).toFixed(3).replace(/\.?0+$/, "") : "");
    return { ...time, samples, nearest, text: seconds };
  };
  return { read, write, of };
})();
