// Drawing on the picture: strokes in shares of the picture, seen again at the frame they stand on.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const MOST_POINTS = 5000;
  const MOST_STROKES = 100;
  const WIDTH = 0.006;
  const form = () => document.querySelector("[data-note-form]");
  const kept = () => form() && form().querySelector("[name=drawing]");

  const line = (rgb, width, d) => {
    const path = document.createElementNS(SVG, "path");
    for (const [name, value] of Object.entries({ d, fill: "none", stroke: rgb, "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round" })) path.setAttribute(name, value);
    return path;
  };

  const begin = (screen) => {
    const player = Player.of(screen);
    const sheet = screen.querySelector("[data-ink]");
    const tools = screen.querySelector("[data-ink-tools]");
    const [, , wide, high] = sheet.getAttribute("viewBox").split(" ").map(Number);
    let strokes = [];
    let colour = 0;
    let pointer = null;
    let stands = null;
    const rgbOf = (at) => tools.querySelector(`[data-ink-colour="${at}"]`).dataset.rgb;
    const round = (value) => Math.round(Math.min(1, Math.max(0, value)) * 10000) / 10000;
    const at = (event) => {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
      return [round(point.x / wide), round(point.y / high)];
    };
    const path = (points) => {
      const corners = points.map(([x, y]) => `${(x * wide).toFixed(1)} ${(y * high).toFixed(1)}`);
      return `M${corners[0]}${(corners.slice(1).length ? corners.slice(1) : corners).map((one) => `L${one}`).join("")}`;
    };
    const draws = () => Boolean(screen.dataset.draws);
    const count = () => strokes.reduce((sum, one) => sum + one.points.length, 0);
    const keep = () => { if (kept()) kept().value = strokes.length ? JSON.stringify(strokes) : ""; document.dispatchEvent(new CustomEvent("note-placed")); };
    const mine = () => strokes.map((one) => line(rgbOf(one.colour), one.width * wide, path(one.points)));
    // What others drew is shown at its own pictures, over the film.
    const others = (frame) => [...document.querySelectorAll("#notes [data-drawn]")]
      .filter((note) => Number(note.dataset.noteFrame) <= frame && frame <= Number(note.dataset.noteTo || note.dataset.noteFrame))
      .flatMap((note) => [...note.querySelectorAll("[data-drawn-lines] path")].map((one) => one.cloneNode()));
    let before = null;
    const paint = (frame) => {
      const lines = [...others(frame), ...(frame === stands ? mine() : [])];
      const key = `${draws()} ${lines.map((one) => one.getAttribute("d")).join()}`;
      if (key === before) return;
      before = key;
      sheet.replaceChildren(...lines);
      sheet.classList.toggle("draws", draws());
      sheet.toggleAttribute("hidden", !lines.length && !draws());
    };
    const open = (is) => {
      if (is) { player.pause(); stands = player.frame(); screen.dataset.draws = "yes"; Player.noteHere(player.frame(), player.rate, { writes: false }); } else delete screen.dataset.draws;
      tools.hidden = !is;
      screen.querySelector("[data-draw]").setAttribute("aria-pressed", String(is));
      paint(player.frame());
    };

    sheet.addEventListener("pointerdown", (event) => {
      if (!draws() || pointer !== null || event.button || strokes.length >= MOST_STROKES) return;
      pointer = event.pointerId;
      sheet.setPointerCapture(pointer);
      strokes.push({ colour, width: WIDTH, points: [at(event)] });
      paint(player.frame());
      event.preventDefault();
    });
    sheet.addEventListener("pointermove", (event) => {
      if (event.pointerId !== pointer || count() >= MOST_POINTS) return;
      strokes.at(-1).points.push(at(event));
      paint(player.frame());
    });
    const lift = (event) => { if (event.pointerId === pointer) { pointer = null; keep(); } };
    sheet.addEventListener("pointerup", lift);
    sheet.addEventListener("pointercancel", lift);
    sheet.addEventListener("click", (event) => { if (draws()) event.stopPropagation(); });
    tools.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if ("inkBack" in button.dataset) strokes.pop();
      else if ("inkClear" in button.dataset) strokes = [];
      else if (button.dataset.inkColour) {
        colour = Number(button.dataset.inkColour);
        tools.querySelectorAll("[data-ink-colour]").forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
      }
      keep();
      paint(player.frame());
    });
    screen.querySelector("[data-draw]").hidden = !kept();
    screen.querySelector("[data-draw]").addEventListener("click", () => open(!draws()));
    // Whoever goes on in the film has finished drawing; the lines stay with the note they belong to.
    player.listen((frame) => { if (draws() && frame !== stands) open(false); else paint(frame); });
    document.addEventListener("note-kept", () => { strokes = []; stands = before = null; open(false); });
  };

  const all = () => document.querySelectorAll("[data-player]").forEach((screen) => {
    if (screen.dataset.inked || !screen.querySelector("[data-ink]")) return;
    screen.dataset.inked = "yes";
    begin(screen);
  });
  document.addEventListener("htmx:load", all);
  all();
})();
