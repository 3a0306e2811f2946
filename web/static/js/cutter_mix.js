// The tracks of sound: how loud, what they are for, silent or not; and the sounds to put on them.
const CutMix = CutRoom && (() => {
  const { place } = CutRoom;
  const tracks = place.querySelector("[data-tracks]");
  const list = place.querySelector("[data-sounds]");
  const [trackPattern, soundPattern] = ["cutter-track", "cutter-sound"].map((id) => document.getElementById(id).content.firstElementChild);
  const row = (track) => {
    let one = tracks.querySelector(`[data-id="${CSS.escape(track.id)}"]`);
    if (!one) { one = trackPattern.cloneNode(true); one.dataset.id = track.id; tracks.append(one); }
    return one;
  };
  const drawTracks = (cut) => {
    const rows = cut.tracks.map((track) => {
      const one = row(track);
      const name = one.querySelector("[data-track-name]");
      if (name !== document.activeElement) name.value = track.name;
      one.querySelector("[data-role]").value = track.role;
      const gain = one.querySelector("[data-track-gain]");
      if (gain !== document.activeElement) gain.value = track.gain_db;
      gain.setAttribute("aria-label", CutRoom.say("volume of", { name: track.name }));
      one.querySelector("[data-track-says]").textContent = CutPanel.decibels(track.gain_db);
      one.querySelector("[data-track-mute]").setAttribute("aria-pressed", track.muted);
      return one;
    });
    [...tracks.children].forEach((one) => { if (!rows.includes(one)) one.remove(); });
    rows.forEach((one, at) => { if (tracks.children[at] !== one) tracks.insertBefore(one, tracks.children[at]); });
  };
  let key = "";
  const drawSounds = () => {
    const fresh = JSON.stringify(CutRoom.bin.sounds);
    if (fresh === key) return;
    key = fresh;
    list.replaceChildren(...CutRoom.bin.sounds.map((sound) => {
      const one = soundPattern.cloneNode(true);
      one.dataset.sound = sound.file;
      one.querySelector(".bin-name").textContent = sound.title || sound.file;
      one.querySelector("[data-length]").textContent = CutRoom.time.timecode(sound.frames).slice(3);
      one.querySelector("button").setAttribute("aria-label", CutRoom.say("lay", { name: sound.title || sound.file }));
      return one;
    }));
    place.querySelector("[data-no-sounds]").hidden = CutRoom.bin.sounds.length > 0;
  };
  CutRoom.listen((cut, what) => { if (what !== "chosen") { drawTracks(cut); drawSounds(); } });

  const isFree = (track, start, frames) => track.sounds.every((one) => one.start_frame >= start + frames || one.start_frame + one.frames <= start);
  const newTrack = (role) => { const id = CutRoom.newId(); const name = CutRoom.say(role); CutRoom.move("add_track", { id, name, role }); return id; };
  // On the track that was meant, else the first one where there is room, else a new one.
  const put = (file, frame = CutPlay.frame(), wanted = "") => {
    const sound = CutRoom.media(file);
    if (!sound || !sound.frames) return;
    const role = { room_tone: "ambience", wild: "effects", music: "music", dialogue: "dialogue" }[sound.role] || (["dialogue", "effects", "ambience", "music"].includes(sound.role) ? sound.role : "effects");
    const open = CutRoom.cut.tracks.filter((track) => isFree(track, frame, sound.frames));
    const track = (open.find((one) => one.id === wanted) || open.find((one) => one.role === role) || open.find((one) => !one.sounds.length) || { id: newTrack(role) }).id;
    const id = CutRoom.newId();
    CutRoom.move("lay_sound", { id, track, media: file, start_frame: frame }, id);
  };
  const idOf = (event) => event.target.closest("[data-id]").dataset.id;
  tracks.addEventListener("input", (event) => { if (event.target.matches("[data-track-gain]")) CutRoom.attempt("track", { id: idOf(event), gain_db: Number(event.target.value) }); });
  tracks.addEventListener("change", (event) => {
    const { target } = event;
    const id = idOf(event);
    if (target.matches("[data-track-gain]")) CutRoom.move("track", { id, gain_db: Number(target.value) });
    else if (target.matches("[data-role]")) CutRoom.move("track", { id, role: target.value });
    else CutRoom.move("track", { id, name: target.value.trim() || CutRoom.say("effects") });
  });
  tracks.addEventListener("click", (event) => {
    const id = event.target.closest("[data-id]") && idOf(event);
    const track = CutRoom.cut.tracks.find((one) => one.id === id);
    if (event.target.closest("[data-track-mute]")) CutRoom.move("track", { id, muted: !track.muted });
    else if (event.target.closest("[data-track-remove]")) CutRoom.move("remove_track", { id });
  });
  place.querySelector("[data-add-track]").addEventListener("click", () => newTrack("effects"));
  list.addEventListener("click", (event) => { if (event.target.closest("[data-act=put]")) put(event.target.closest("[data-sound]").dataset.sound); });
  return { put };
})();
