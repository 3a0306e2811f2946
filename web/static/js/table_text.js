// The shot list as CSV and back, byte by byte as the server writes it: what begins like a formula
// gets an apostrophe, so that no spreadsheet runs it.
const ShotText = (() => {
  const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

  const cellOut = (cell) => {
    const safe = FORMULA.test(cell) ? `'${cell}` : cell;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const cellIn = (cell) => (cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell);

  const write = (keys, rows) => [keys, ...rows.map((row) => keys.map((key) => row[key] || ""))]
    .map((line) => `${line.map(cellOut).join(",")}\n`).join("");

  // One pattern for a cell: in quotes with doubled quotes inside, or bare; then what ends it.
  const lines = (text, mark = ",") => {
    const found = [];
    let line = [];
    const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${mark}\\r\\n]*))(${mark}|\\r\\n|\\n|\\r|$)`, "y");
    while (cell.lastIndex < text.length) {
      const [, quoted, bare, end] = cell.exec(text) || [];
      if (end === undefined) break;
      line.push(cellIn(quoted === undefined ? bare : quoted.replaceAll('""', '"')));
      if (end !== mark) { found.push(line); line = []; }
    }
    if (line.length) found.push([...line, ""]);
    return found;
  };

  const read = (text) => {
    const [keys = [], ...rest] = lines(text);
    return rest.filter((line) => line.some(Boolean)).map((line) => Object.fromEntries(keys.map((key, at) => [key, line[at] || ""])));
  };

  // What a row goes by: its scene, its shot, and how many of that name came before.
  const named = (rows) => {
    const seen = new Map();
    return rows.map((row) => {
      const name = `${(row.scene || "").trim().toLowerCase()} ${(row.shot || "").trim()}`;
      const before = seen.get(name) || 0;
      seen.set(name, before + 1);
      return `${name} ${before}`;
    });
  };

  return { write, read, named, lines };
})();
