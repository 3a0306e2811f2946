// What is asked of a cut: whole frames, numbers, words, and who refuses them with which reason. Pure.
const CutAsked = (() => {
  const MOST_FRAMES = 1e7;
  const MOST_LETTERS = 500;
  const LONGEST_NAME = 80;
  const NOT_PRINTED = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
  const refuse = (key, values = {}) => { throw Object.assign(new Error(key), { refusal: key, values }); };
  const whole = (value) => {
    if (typeof value === "number") return Number.isInteger(value) ? value : null;
    return typeof value === "string" && /^[-−]?\d{1,9}$/.test(value.trim()) ? Number(value.trim().replace("−", "-")) : null;
  };
  const idsOf = (cut) => new Set([...cut.items, ...cut.titles, ...cut.tracks, ...cut.tracks.flatMap((track) => track.sounds)].map((one) => one.id));
  const of = (values, bin) => {
    const asked = {
      bin,
      has: (name) => ![undefined, null, ""].includes(values[name]),
      whole: (name, { otherwise = null, least = null } = {}) => {
        if (otherwise !== null && !asked.has(name)) return otherwise;
        const number = whole(values[name]);
        if (number === null || Math.abs(number) > MOST_FRAMES) refuse("not_whole");
        if (least !== null && number < least) refuse(least === 1 ? "too_short" : "not_whole");
        return number;
      },
      number: (name) => { const value = values[name]; const number = typeof value === "string" && value.trim() ? Number(value.replace(",", ".")) : value; if (typeof number !== "number" || !Number.isFinite(number)) refuse("not_number"); return number; },
      text: (name) => (typeof values[name] === "string" ? values[name].replace(/\r\n?/g, "\n") : ""),
      flag: (name, otherwise = false) => { const value = values[name] ?? otherwise; return typeof value === "boolean" ? value : ["1", "on", "true", "yes"].includes(value); },
      ripples: () => asked.flag("ripple", true),
      index: (cut, name = "item") => { const at = cut.items.findIndex((item) => item.id === asked.text(name)); return at < 0 ? refuse("no_item") : at; },
      words: () => {
        const text = asked.text("text").replace(/\p{Zs}/gu, " ").replace(/^\n+|\n+$/g, "");
        if (!text.trim() || [...text].length > MOST_LETTERS || text.split("\n").some((line) => NOT_PRINTED.test(line))) refuse("no_words", { most: MOST_LETTERS });
        return text;
      },
      name: () => { const name = asked.text("name").split(/\s+/).filter(Boolean).join(" "); if (!name || [...name].length > LONGEST_NAME || NOT_PRINTED.test(name)) refuse("long_name", { most: LONGEST_NAME }); return name; },
      gain: () => { const gain = asked.number("gain_db"); if (gain < -60 || gain > 24) refuse("loud", { low: -60, high: 24 }); return gain; },
      // The id that was asked for, else the letter and the next number.
      newId: (cut, letter) => {
        const taken = idsOf(cut);
        if (taken.has(values.id)) refuse("id_taken");
        if (values.id) return values.id;
        return `${letter}${Math.max(0, ...[...taken].filter((id) => id[0] === letter && /^\d{1,9}$/.test(id.slice(1))).map((id) => Number(id.slice(1)))) + 1}`;
      },
    };
    return asked;
  };
  // The stretch of a medium that counts, unless something else is asked for.
  const useful = (footage) => { const first = Math.min(Math.max(0, footage.in_frame || 0), Math.max(0, footage.frames - 1)); const end = first < footage.out_frame && footage.out_frame <= footage.frames ? footage.out_frame : footage.frames; return [first, Math.max(1, end - first)]; };
  const sounding = (bin, media) => { const take = bin.takes[media]; return take && take.has_sound ? take : bin.sounds[media]; };
  return { of, refuse, useful, sounding, LONGEST_NAME };
})();
