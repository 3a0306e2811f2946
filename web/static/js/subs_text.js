// Subtitles as text and back, times as frames, and what can be read: the rules of the server, here
// for the moment between a keystroke and its answer.
const SubsText = (() => {
  const open = (said) => {
    const [top, bottom = "1"] = said.rate.split("/");
    const rate = Number(top) / Number(bottom);
    const base = Math.round(rate);
    const rules = { characters: Number(said.characters), speed: Number(said.speed), lines: Number(said.lines), shortest: Number(said.shortest), longest: Number(said.longest), isRtl: "rtl" in said, hasWords: !("signs" in said) };

    const toFrame = (ms) => Math.floor((ms * rate) / 1000 + 0.5);
    const toMs = (frame) => Math.floor((frame * 1000) / rate + 1e-6);
    const two = (number) => String(number).padStart(2, "0");
    const timecode = (frame) => {
      const seconds = Math.floor(frame / base);
      return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % base].map(two).join(":");
    };
    // A timecode, or seconds like 1.5; null for anything else.
    const frameOf = (text) => {
      const parts = text.trim().split(":");
      if (!parts.every((part) => /^\d{1,5}(?:[.,]\d{1,3})?$/.test(part)) || parts.length > 4) return null;
      const numbers = parts.map((part) => Number(part.replace(",", ".")));
      const frames = numbers.length === 4 ? numbers.pop() : 0;
      const seconds = numbers.reduce((sum, one) => sum * 60 + one, 0);
      return parts.length === 4 ? Math.round(seconds) * base + frames : Math.floor(seconds * rate + 0.5);
    };

    const clock = (ms) => `${two(Math.floor(ms / 3600000))}:${two(Math.floor(ms / 60000) % 60)}:${two(Math.floor(ms / 1000) % 60)},${String(ms % 1000).padStart(3, "0")}`;
    const msOf = (text) => {
      const [hours, minutes, seconds, rest] = text.split(/[:,.]/).map(Number);
      return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest;
    };
    const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
    const write = (cues) => cues.map((one, at) => `${at + 1}\n${clock(one.start)} --> ${clock(one.end)}\n${linesOf(one.text).map((line) => `${line}\n`).join("")}`).join("\n");
    // Reads what the server writes: exact, without anything that was never there.
    const read = (content) => content.split(/\n\n+/).filter((block) => block.includes("-->")).map((block) => {
      const lines = block.trim().split("\n");
      const at = lines.findIndex((line) => line.includes("-->"));
      const [start, end] = lines[at].split("-->").map((time) => msOf(time.trim()));
      return { start, end, text: lines.slice(at + 1).join("\n").replace(/[\u200e\u200f]/g, "") };
    });

    const isWide = (sign) => /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/.test(sign);
    const width = (line) => {
      const signs = [...line];
      return signs.some(isWide) ? signs.reduce((sum, one) => sum + (isWide(one) ? 1 : 0.5), 0) : signs.length;
    };
    const isRtl = (text) => (text.match(/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g) || []).length > (text.match(/[A-Za-z\u00c0-\u024f]/g) || []).length;
    const runsWrong = (lines) => {
      const text = lines.join(" ");
      if (isRtl(text) && !rules.isRtl) return true;
      return rules.isRtl && lines.some((line) => isRtl(line) && /^[.!?؟،؛]/.test(line) && !line.startsWith(".."));
    };
    const state = (one, before) => {
      const lines = linesOf(one.text);
      const long = one.end - one.start;
      const letters = lines.reduce((sum, line) => sum + width(line), 0);
      const faults = {
        empty: !lines.length,
        over: Boolean(before && one.start < before.end),
        direction: runsWrong(lines),
        long: lines.length > rules.lines || lines.some((line) => Math.round(width(line)) > rules.characters),
        fast: letters > (rules.speed * long) / 1000 + 1e-9,
        short: long < rules.shortest,
        stays: long > rules.longest,
      };
      return Object.keys(faults).find((word) => faults[word]) || "good";
    };
    // How many words (where there are none: characters) are too many for the time.
    const tooMany = (one) => {
      const lines = linesOf(one.text);
      let over = lines.reduce((sum, line) => sum + width(line), 0) - (rules.speed * (one.end - one.start)) / 1000;
      if (over <= 1e-9) return 0;
      if (!rules.hasWords) return Math.ceil(over);
      const words = lines.join(" ").split(/\s+/);
      let count = 0;
      while (over > 0 && words.length) { over -= width(words.pop()) + 1; count += 1; }
      return count;
    };
    return { rate, rules, isRtl, tooMany, toFrame, toMs, timecode, frameOf, linesOf, write, read, state };
  };
  return { open };
})();
