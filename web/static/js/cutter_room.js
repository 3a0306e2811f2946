// The middle of the cutting room: the cut as it is, what is chosen, and who wants to hear of a
// change. Every change is a move of the table in cutter_hands.js.
const CutRoom = (() => {
  const place = document.querySelector("[data-cutter]");
  if (!place) return null;
  const words = Object.fromEntries([...document.getElementById("cutter-words").content.querySelectorAll("[data-say]")].map((one) => [one.dataset.say, one.textContent]));
  const said = place.querySelector("[data-says]");
  const heard = [];
  const room = { place, cut: null, bin: { takes: [], sounds: [] }, time: null, chosen: "", sentences: {}, history: null, keep: null, preview: null, lengths: {}, footage: { takes: {}, sounds: {} }, takes: new Map(), sounds: new Map() };

  room.fill = (text, values = {}) => Object.entries(values).reduce((so, [name, value]) => so.replaceAll(`{${name}}`, value).replaceAll(`%(${name})s`, value), text);
  room.say = (key, values) => room.fill(words[key] || key, values);
  room.tell = (text) => { said.textContent = ""; requestAnimationFrame(() => { said.textContent = text; }); };
  room.listen = (act) => heard.push(act);
  room.shown = () => room.preview || room.cut;
  room.draw = (what = "cut") => heard.forEach((act) => act(room.shown(), what));
  room.media = (name) => room.takes.get(name) || room.sounds.get(name) || null;
  room.address = (name) => (room.takes.get(name) || {}).proxy_url || "";
  room.listenTo = (sound) => { const one = room.media(sound.media); return one && one.has_sound !== false ? one.sound_url || one.proxy_url || one.url || "" : ""; };
  room.length = (name) => room.lengths[name] || 0;
  let made = 0;
  room.newId = () => { made += 1; return `${Date.now().toString(36)}${made.toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`; };

  room.choose = (id) => { if (room.chosen === id) return; room.chosen = id; room.draw("chosen"); };
  // The cut after what a hand has done; what cannot be is said, and leaves the cut as it is.
  const apply = (name, args) => {
    room.refused = "";
    try { return CutHands.apply(room.cut, name, args, room.footage); } catch (fault) {
      if (!fault.refusal) throw fault;
      room.refused = room.fill(room.sentences[fault.refusal] || "", fault.values);
      return room.cut;
    }
  };
  // Try a move without doing it: while something is dragged.
  room.attempt = (name, args) => { if (!("maker" in place.dataset)) return room.cut; room.preview = apply(name, args); room.draw("preview"); return room.preview; };
  room.forget = () => { if (room.preview) { room.preview = null; room.draw("preview"); } };
  // Do a move; says whether it changed anything.
  room.move = (name, args, chosen) => {
    if (!("maker" in place.dataset)) return false;
    const next = apply(name, args);
    const was = room.cut;
    room.preview = null;
    if (chosen !== undefined) room.chosen = chosen;
    if (CutAt.text(next) === CutAt.text(was)) { if (room.refused) room.tell(room.refused); room.draw("cut"); return false; }
    room.history.commit(next, name, args.gain_db === undefined ? "" : `${name} ${args.id}`);
    room.tell(room.say(name));
    return true;
  };
  // The history says what the cut is now; the desk keeps it.
  room.changed = (cut, ways) => {
    room.cut = cut;
    room.preview = null;
    room.ways = ways;
    if (room.chosen && !CutAt.find(cut, room.chosen)) room.chosen = "";
    if (room.keep) room.keep.write(cut);
    room.draw("cut");
  };
  room.back = (way) => { const name = room.history[way](); if (name !== null) room.tell(room.say(way, { move: room.say(name || "theirs") })); };
  // What is meant by a tool: the piece that is chosen, else the one under the playhead.
  room.meant = () => {
    const found = room.chosen && CutAt.find(room.cut, room.chosen);
    if (found) return found;
    const item = room.cut.items[CutAt.indexAt(room.cut, CutPlay.frame())];
    return item ? CutAt.find(room.cut, item.id) : null;
  };
  room.setBin = (bin) => {
    // A shot that nobody has filmed stands among the takes as a hole, in script order.
    const holes = (bin.holes || []).map((one) => ({ ...one, frames: 0, note: one.description, proxy_url: null, sheet: null, rating: "" }));
    room.bin = { ...bin, takes: [...bin.takes, ...holes].sort((one, other) => (one.name < other.name ? -1 : 1)) };
    room.takes = new Map(bin.takes.map((one) => [one.name, one]));
    room.sounds = new Map(bin.sounds.map((one) => [one.file, one]));
    const footage = ({ frames, in_frame = 0, out_frame = 0, has_sound = true }) => ({ frames, in_frame, out_frame, has_sound });
    room.footage = { takes: Object.fromEntries(bin.takes.map((one) => [one.name, footage(one)])), sounds: Object.fromEntries(bin.sounds.map((one) => [one.file, footage(one)])) };
    room.lengths = Object.fromEntries([...bin.takes.map((one) => [one.name, one.frames]), ...bin.sounds.map((one) => [one.file, one.frames])].filter(([, frames]) => frames));
  };
  room.listen((cut, what) => { if (what === "cut" && cut) { CutSource.leave(); CutPlay.set(cut); } });
  return room;
})();
