// The timeline below a take: the playhead on the waveform, the part that is good, the notes; I and
// O say where that part starts and ends.
(() => {
  const line = () => document.querySelector("[data-timeline]");
  const percent = (frame) => `${Math.min(100, Math.max(0, (frame / Number(line().dataset.length || 1)) * 100))}%`;
  const player = () => Player.current();

  const playhead = (frame) => {
    const head = line().querySelector("[data-playhead]");
    head.hidden = false;
    head.style.left = percent(frame);
    line().setAttribute("aria-valuenow", frame);
    line().setAttribute("aria-valuetext", Player.timecode(frame, player().rate));
  };
  const stretch = () => {
    const said = document.querySelector("[data-stretch]");
    if (!said) return;
    const [before, after] = ["before", "after"].map((name) => line().querySelector(`[data-${name}]`));
    before.hidden = after.hidden = false;
    before.style.left = "0";
    before.style.width = percent(Number(said.dataset.in));
    after.style.left = percent(Number(said.dataset.out));
    after.style.right = "0";
    said.querySelectorAll("[data-here]").forEach((one) => { one.hidden = false; });
  };
  const pins = () => {
    const place = line().querySelector("[data-pins]");
    place.replaceChildren(...[...document.querySelectorAll(".take-note [data-seek-frame]")].map((note, at) => {
      const pin = document.createElement("button");
      const words = note.closest(".take-note").querySelector("p").textContent;
      Object.assign(pin, { type: "button", className: "timeline-pin", textContent: at + 1, title: words });
      pin.setAttribute("aria-label", `${note.textContent}: ${words}`);
      pin.dataset.seekFrame = note.dataset.seekFrame;
      pin.style.left = percent(Number(note.dataset.seekFrame));
      return pin;
    }));
  };
  const draw = () => { if (line() && player()) { stretch(); pins(); } };

  // A frame is the first that counts, or the last: the end is written as the one after it.
  const cut = (which) => {
    const form = document.querySelector("form[data-stretch]");
    if (!form || !player()) return;
    const frame = player().frame() + (which === "out" ? 1 : 0);
    form.elements[which].value = Player.timecode(frame, player().rate);
    const other = which === "in" ? "out" : "in";
    const crossed = which === "in" ? frame >= Number(form.dataset.out) : frame <= Number(form.dataset.in);
    if (crossed) form.elements[other].value = "";
    form.requestSubmit();
  };
  document.addEventListener("click", (event) => {
    const here = event.target.closest("[data-here]");
    if (here) cut(here.dataset.here);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const which = { i: "in", o: "out" }[event.key.toLowerCase()];
    if (which) { event.preventDefault(); cut(which); }
  });

  const seek = (event) => {
    const box = line().getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    player().go(Math.min(player().last(), Math.floor(share * Number(line().dataset.length))));
  };
  const begin = () => {
    if (!line() || !player()) return;
    line().setAttribute("role", "slider");
    line().tabIndex = 0;
    player().listen(playhead);
    line().addEventListener("pointerdown", (event) => {
      if (event.target.closest(".timeline-pin")) return;
      line().setPointerCapture(event.pointerId);
      seek(event);
    });
    line().addEventListener("pointermove", (event) => { if (line().hasPointerCapture(event.pointerId)) seek(event); });
  };
  document.addEventListener("htmx:load", draw);
  begin();
  draw();
})();
