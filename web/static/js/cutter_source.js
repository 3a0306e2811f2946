// Look at one take alone, in the big picture, before it goes into the film: I and O say which part.
const CutSource = CutRoom && (() => {
  const { place } = CutRoom;
  const bar = place.querySelector("[data-source]");
  let name = "";
  let back = 0;
  const draw = () => {
    bar.hidden = !name;
    place.classList.toggle("is-source", Boolean(name));
    if (!name) return;
    const { first, end } = CutBin.stretch(CutRoom.takes.get(name));
    bar.querySelector("[data-source-name]").textContent = name;
    bar.querySelector("[data-source-part]").textContent = CutRoom.say("part", { first, last: end - 1, frames: end - first });
  };
  const look = (wanted) => {
    const take = CutRoom.takes.get(wanted);
    if (!name) back = CutPlay.frame();
    name = wanted;
    CutPlay.pause();
    CutPlay.set({ ...CutRoom.cut, items: [{ id: `look ${name}`, kind: "take", take: name, in_frame: 0, frames: take.frames, dissolve_frames: 0, fade_in_frames: 0, fade_out_frames: 0, sound_offset: 0, gain_db: 0, muted: false, text: "" }], titles: [], tracks: [] });
    CutPlay.go(CutBin.stretch(take).first);
    draw();
    CutRoom.tell(CutRoom.say("looking", { name }));
  };
  const leave = () => { if (!name) return; name = ""; CutPlay.pause(); draw(); CutPlay.set(CutRoom.cut); CutPlay.go(back); };
  const mark = (which) => { CutBin.mark(name, which, CutPlay.frame() + (which === "out" ? 1 : 0)); draw(); CutRoom.tell(bar.querySelector("[data-source-part]").textContent); };
  bar.addEventListener("click", (event) => {
    const act = (event.target.closest("[data-act]") || { dataset: {} }).dataset.act;
    if (act === "leave") leave();
    else if (act === "in" || act === "out") mark(act);
    else if (act === "put") CutBin.put(name);
  });
  CutStrip.box.addEventListener("pointerdown", leave, true);
  return { look, leave, mark, name: () => name };
})();
