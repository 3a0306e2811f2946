// Moves of one sound along the film, in whole frames, on the cells of its row: the same as those of
// the server (pipeline/editing/cue_moves.py), which tests hold together with these.
const LaneMoves = (() => {
  const [SOFTEST, LOUDEST, FULLY] = [-96, 24, 100];
  const SIDES = { left: -FULLY, middle: 0, center: 0, centre: 0, right: FULLY, "": 0 };
  const ROLES = ["dialogue", "effects", "ambience", "music", "mix"];
  const held = (value, low, high) => Math.max(low, Math.min(high, value));

  const gainOf = (cell) => {
    if (!cell) return 0;
    const gain = /^[+-]?\d{1,3}(?:[.,]\d{1,4})?$/.test(cell) ? Number(cell.replace(",", ".")) : NaN;
    return gain >= SOFTEST && gain <= LOUDEST ? gain : null;
  };
  const panOf = (cell) => {
    const word = cell.toLowerCase();
    if (word in SIDES) return SIDES[word];
    const pan = /^[+-]?\d{1,3}$/.test(cell) ? Number(cell) : NaN;
    return Math.abs(pan) <= FULLY ? pan : null;
  };

  // Where a row lies; null for one with a fault, or without a place of its own in the film.
  const placed = (given, film, length) => {
    const cells = Object.fromEntries(Object.entries(given).map(([key, cell]) => [key, cell.trim()]));
    const cell = (key) => cells[key] || "";
    const time = (key) => (cell(key) ? film.time.samples(cell(key)) : 0);
    const [start, begin, out, rise, fall] = ["start", "in", "out", "fade_in", "fade_out"].map(time);
    const [gain_db, pan] = [gainOf(cell("gain_db")), panOf(cell("pan"))];
    const isRead = [start, begin, out, rise, fall, gain_db, pan].every((one) => one !== null);
    if (!cell("file") || !ROLES.includes(cell("role").toLowerCase()) || !isRead || (cell("out") && out <= begin)) return null;
    const frame = film.time.nearest;
    const asked = cell("out") ? [frame(out)] : [];
    const ends = [...asked, ...(length ? [length] : [])];
    return {
      start: frame(start), begin: frame(begin), length: length || null, gain_db, pan,
      frames: Math.max(1, ends.length ? Math.min(...ends) - frame(begin) : film.frames - frame(start)),
      fade_in: frame(rise), fade_out: frame(fall),
    };
  };

  const number = (value) => (value ? String(value) : "");
  const faded = (frames, other, at) => held(frames, 0, Math.max(0, at.frames - other));
  const moves = {
    move: (at, by, film) => moves.put(at, at.start + by, film),
    put: (at, to, film) => ({ start: film.time.timecode(held(to, 0, Math.max(0, film.frames - 1))) }),
    cut: (at, by, film) => {
      const before = at.start ? [0, ...film.cuts.filter((cut) => cut < at.start)] : [];
      const after = film.cuts.filter((cut) => at.start < cut && cut < film.frames);
      const found = by > 0 ? after[0] : before.at(-1);
      return found === undefined ? {} : { start: film.time.timecode(found) };
    },
    start: (at, by, film) => {
      const step = Math.min(Math.max(by, -Math.min(at.begin, at.start)), at.frames - 1);
      const begin = at.begin + step;
      return { start: film.time.timecode(at.start + step), in: begin ? film.time.timecode(begin) : "" };
    },
    end: (at, by, film) => {
      const end = Math.max(at.begin + 1, at.begin + at.frames + by);
      return { out: at.length && end >= at.length ? "" : film.time.timecode(end) };
    },
    last: (at, frames, film) => moves.end(at, frames - at.frames, film),
    gain: (at, by) => ({ gain_db: number(Math.round(held(at.gain_db + by, SOFTEST, LOUDEST) * 1e4) / 1e4) }),
    pan: (at, by) => ({ pan: number(held(at.pan + by, -FULLY, FULLY)) }),
    fade_in: (at, by, film) => ({ fade_in: film.time.text(faded(at.fade_in + by, at.fade_out, at)) }),
    fade_out: (at, by, film) => ({ fade_out: film.time.text(faded(at.fade_out + by, at.fade_in, at)) }),
  };
  // The cells that a move changes; none for a row that cannot be moved.
  const moved = (cells, move, by, film, length) => {
    const at = placed(cells, film, length);
    return at ? moves[move](at, by, film) : {};
  };
  // The cells that change when somebody types where it begins and how long it lasts; null for no time.
  const timed = (cells, start, lasts, film, length) => {
    const at = placed(cells, film, length);
    if (!at) return null;
    const typed = (text, now) => { const samples = text ? film.time.samples(text) : 0; if (samples === null) return null; return text ? film.time.nearest(samples) : now; };
    const wanted = [["put", typed(start.trim(), at.start), at.start], ["last", typed(lasts.trim(), at.frames), at.frames]];
    if (wanted.some(([, frame]) => frame === null)) return null;
    return Object.assign({}, ...wanted.filter(([, frame, now]) => frame !== now).map(([move, frame]) => moves[move](at, frame, film)));
  };

  // The frame that something comes to lie on: one of the marks, if one of its ends is near it.
  const snapped = (start, frames, marks, reach) => {
    const near = (frame) => marks.reduce((best, mark) => (Math.abs(mark - frame) < Math.abs(best - frame) ? mark : best), Infinity);
    const ways = [start, start + frames].map((edge) => near(edge) - edge).filter((way) => Math.abs(way) <= reach);
    return start + ways.reduce((best, way) => (Math.abs(way) < Math.abs(best) ? way : best), ways.length ? ways[0] : 0);
  };
  return { placed, moved, timed, snapped };
})();
