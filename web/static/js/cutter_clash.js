// Somebody else has cut meanwhile: both cuts are shown as strips, and a person chooses. Nothing is
// mixed; the other cut stays among the versions.
const CutClash = CutRoom && (() => {
  const place = document.getElementById("cutter-clash");
  const PICTURES = 12;
  const strip = (cut) => {
    const all = Math.max(1, CutAt.frames(cut));
    return cut.items.map((item) => {
      const one = document.createElement("span");
      const take = CutRoom.takes.get(item.take);
      one.className = `mini mini-${item.kind}`;
      one.style.flexGrow = item.frames / all;
      one.title = CutClip.label(item);
      const count = take && take.sheet ? Math.max(1, Math.round((PICTURES * item.frames) / all)) : 0;
      for (let at = 0; at < count; at += 1) one.append(CutClip.tile(take.sheet, item.in_frame + Math.floor(((at + 0.5) * item.frames) / count)));
      const name = document.createElement("b");
      name.textContent = CutClip.short(item);
      one.append(name);
      return one;
    });
  };
  const side = (whose, cut, by) => {
    const part = place.querySelector(`[data-whose=${whose}]`);
    part.querySelector("[data-mini]").replaceChildren(...strip(cut));
    part.querySelector("[data-mini-says]").textContent = CutRoom.say("pieces", { pieces: cut.items.length, timecode: CutRoom.time.timecode(CutAt.frames(cut)) });
    if (by) part.querySelector("[data-by-whom]").textContent = by;
  };
  const show = (clash) => {
    side("mine", CutRoom.cut);
    side("theirs", clash.cut, clash.by);
    const was = place.hidden;
    place.hidden = false;
    if (was) { place.scrollIntoView({ block: "nearest" }); place.querySelector("h2").focus({ preventScroll: true }); }
  };
  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose]");
    const clash = CutRoom.keep && CutRoom.keep.clash();
    if (!button || !clash) return;
    place.hidden = true;
    if (button.dataset.choose === "mine") CutRoom.keep.settle(CutRoom.cut);
    else { const theirs = clash.cut; CutRoom.keep.takeTheirs(); CutRoom.history.commit(theirs, "theirs"); CutPlay.set(CutRoom.cut); }
    CutRoom.place.focus({ preventScroll: true });
  });
  return { show, hide: () => { place.hidden = true; } };
})();
