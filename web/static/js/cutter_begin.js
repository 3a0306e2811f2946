// The door of the cutting room: read what lies on the desk, lay it on the strip, keep every change.
(async () => {
  if (!CutRoom || "closed" in CutRoom.place.dataset) return;
  const { place } = CutRoom;
  const { cut: read, keep: write, token, person } = place.dataset;
  const state = document.querySelector("[data-cut-state]");
  const icon = state.querySelector("use");
  const ICONS = { kept: "cloud-check", saving: "cloud-check", waiting: "cloud-off", clash: "git-merge", refused: "octagon-alert" };
  const say = (name, more) => {
    state.dataset.state = name;
    state.querySelector("span").textContent = (name === "refused" && more.words) || CutRoom.say(`state ${name}`);
    icon.setAttribute("href", icon.getAttribute("href").replace(/#.*/, `#${ICONS[name]}`));
    if (name === "clash") CutClash.show(more); else CutClash.hide();
    if (name === "kept") document.querySelectorAll("form [name=base], form [name=number]").forEach((field) => { field.value = more.number; });
  };
  const key = `cut ${person} ${read}`;
  const theirs = (there, isNew) => {
    if (there.bin) { CutRoom.setBin(there.bin); CutRoom.draw("bin"); }
    if (!isNew) return;
    CutRoom.history.commit(there.cut, "theirs");
    CutRoom.tell(CutRoom.say("theirs"));
  };
  let keep;
  try {
    keep = await CutKeep.open({ address: { read, write }, token, key, onState: say, onTheirs: theirs });
  } catch { place.hidden = false; place.querySelector("[data-no-cut]").hidden = false; say("waiting", {}); return; }
  const { there } = keep;
  CutRoom.time = CutTime.of(there.rate);
  CutRoom.setBin(there.bin);
  CutRoom.sentences = there.sentences || {};
  CutStage.place.style.setProperty("--shape", `${there.cut.width} / ${there.cut.height}`);
  CutStage.place.style.setProperty("--ratio", there.cut.width / there.cut.height);
  CutStage.begin(CutRoom.time, CutRoom.address);
  CutSound.begin(CutRoom.time, CutRoom.listenTo, () => CutRoom.lengths);
  CutPlay.begin(CutRoom.time);
  CutRoom.history = await CutHistory.open({ key, cut: there.cut, onChange: CutRoom.changed });
  place.hidden = false;
  document.querySelectorAll("[data-instead-of-room]").forEach((one) => { one.hidden = true; });
  CutRoom.history.tell();
  CutRoom.draw("bin");
  CutRoom.keep = keep;
  keep.say();
  CutPanel.open("takes");
  if (!CutStrip.isCentred()) CutStrip.fit();
  // What is checked is what was cut last.
  const sending = document.querySelector("[data-cutter-send]");
  if (sending) sending.addEventListener("submit", async (event) => { if (sending.dataset.flushed) return; event.preventDefault(); if (await keep.flush()) { sending.dataset.flushed = "yes"; sending.requestSubmit(); } });
  place.dataset.begun = "yes";
})();
