// The bin: every take in script order, the shots that nobody has filmed as holes. A take is run
// through with the pointer, looked at by a tap, and put into the film by its button or by a hand.
const CutBin = CutRoom && (() => {
  const { place } = CutRoom;
  const list = place.querySelector("[data-bin]");
  const pattern = document.getElementById("cutter-take").content.firstElementChild;
  const icon = (parent, name) => { const use = parent.querySelector("use"); use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${name}`)); };
  const RATINGS = { good: "thumbs-up", hold: "hand", no_good: "thumbs-down" };

  const still = (card, take) => {
    const one = card.querySelector(".still");
    if (take.thumbnail_url) one.querySelector("img").src = take.thumbnail_url; else one.querySelector("img").remove();
    if (take.sheet) Object.assign(one.dataset, { sheet: take.sheet.url, columns: take.sheet.columns, rows: take.sheet.rows, pictures: take.sheet.pictures });
    one.querySelector(".still-length").textContent = take.frames ? CutRoom.time.timecode(take.frames).slice(3) : "";
  };
  const card = (take) => {
    const one = pattern.cloneNode(true);
    one.dataset.take = take.name;
    const isHole = !take.proxy_url;
    one.classList.toggle("hole", isHole);
    one.querySelector("[data-name]").textContent = take.name;
    one.querySelector("[data-note]").textContent = take.note || "";
    if (isHole) one.querySelector("[data-hole]").textContent = CutRoom.say(take.frames ? "not ready" : "not filmed");
    const rated = one.querySelector("[data-rated]");
    rated.hidden = !RATINGS[take.rating];
    if (RATINGS[take.rating]) { icon(rated, RATINGS[take.rating]); rated.querySelector("span").textContent = CutRoom.say(take.rating); rated.dataset.rated = take.rating; }
    still(one, take);
    const [look, put] = one.querySelectorAll("button");
    look.setAttribute("aria-label", CutRoom.say("look at", { name: take.name, frames: take.frames }));
    put.setAttribute("aria-label", CutRoom.say("put in", { name: take.name }));
    look.disabled = put.disabled = isHole;
    return one;
  };
  const heading = (take) => { const one = document.createElement("li"); one.className = "bin-scene"; one.textContent = CutRoom.say("scene", { scene: take.scene }); return one; };
  let key = "";
  const draw = (cut, what) => {
    if (what !== "bin" && what !== "cut") return;
    const fresh = JSON.stringify(CutRoom.bin.takes);
    if (fresh !== key) {
      key = fresh;
      let before = null;
      list.replaceChildren(...CutRoom.bin.takes.flatMap((take) => { const isNew = take.scene !== before; before = take.scene; return isNew ? [heading(take), card(take)] : [card(take)]; }));
    }
    const used = new Map();
    cut.items.forEach((item) => used.set(item.take, (used.get(item.take) || 0) + 1));
    list.querySelectorAll("[data-take]").forEach((one) => { const times = used.get(one.dataset.take) || 0; one.classList.toggle("used", times > 0); one.querySelector("[data-used]").textContent = times ? CutRoom.say("used", { times }) : ""; });
  };
  CutRoom.listen(draw);

  // What of a take is meant: what was marked here, else what is marked at the take.
  const marks = new Map();
  const stretch = (take) => { const own = marks.get(take.name) || {}; const first = own.in ?? take.in_frame ?? 0; return { first, end: own.out ?? (take.out_frame || take.frames) }; };
  const mark = (name, which, frame) => {
    const take = CutRoom.takes.get(name);
    const own = { ...marks.get(name), [which]: frame };
    const { first, end } = { first: own.in ?? take.in_frame ?? 0, end: own.out ?? (take.out_frame || take.frames) };
    if (end <= first) delete own[which === "in" ? "out" : "in"];
    marks.set(name, own);
  };
  // Into the film: behind the piece that is chosen, else at the cut that is nearest to the playhead.
  const where = () => {
    const found = CutRoom.chosen && CutAt.find(CutRoom.cut, CutRoom.chosen);
    return found && found.lane === "item" ? found.at + 1 : CutStrip.placeOf(CutRoom.cut, CutPlay.frame());
  };
  const put = (name, at = where()) => {
    const take = CutRoom.takes.get(name);
    if (!take || !take.proxy_url) return;
    CutSource.leave();
    const { first, end } = stretch(take);
    const id = CutRoom.newId();
    if (!CutRoom.move("insert", { at, item: { id, kind: "take", take: name, in_frame: first, frames: end - first } }, id)) return;
    CutPlay.go(CutAt.find(CutRoom.cut, id).start);
  };
  // In the place of a shot, for as long as that is on.
  const replace = (name, id) => {
    const take = CutRoom.takes.get(name);
    if (!take || !take.proxy_url) return;
    CutSource.leave();
    if (CutRoom.move("replace", { id, take: name, in_frame: stretch(take).first }, id)) CutPlay.go(CutAt.find(CutRoom.cut, id).start);
  };
  list.addEventListener("click", (event) => {
    const one = event.target.closest("[data-take]");
    const button = event.target.closest("button");
    if (!one || !button) return;
    if (button.dataset.act === "put") put(one.dataset.take);
    else CutSource.look(one.dataset.take);
  });
  return { put, replace, stretch, mark, list };
})();
