// A sheet to draw on with a finger, a mouse or a pen: one pointer at a time, so that the palm that
// rests on it draws nothing; once a pen was seen, fingers do not draw. Strokes are kept as points.
const Draw = (() => {
  const WIDTH = 1280;
  const HEIGHT = 720;
  const PAPER = "#fffdf8";

  const open = (place, { strokes = [], below = null, onStroke }) => {
    const sheet = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT, className: "frame-canvas", tabIndex: 0 });
    sheet.setAttribute("role", "img");
    sheet.setAttribute("aria-label", place.closest("section").getAttribute("aria-label"));
    place.replaceChildren(sheet);
    const ink = sheet.getContext("2d");
    const draw = { strokes: [...strokes], undone: [], ink: "#1a1814", width: 9, erases: false, below };
    let stroke = null;
    let pointer = null;
    let hasPen = false;

    const segment = (one, from, to) => {
      ink.strokeStyle = one.erases ? PAPER : one.ink;
      ink.lineCap = ink.lineJoin = "round";
      ink.lineWidth = one.width * (one.erases ? 3 : 1) * (0.35 + 1.3 * (to[2] / 100));
      ink.beginPath();
      ink.moveTo(from[0], from[1]);
      ink.lineTo(to[0], to[1]);
      ink.stroke();
    };
    const whole = (one) => {
      if (one.clears) { ink.fillStyle = PAPER; ink.fillRect(0, 0, WIDTH, HEIGHT); return; }
      one.points.forEach((point, at) => segment(one, one.points[Math.max(0, at - 1)], point));
    };
    draw.paint = () => {
      ink.fillStyle = PAPER;
      ink.fillRect(0, 0, WIDTH, HEIGHT);
      if (draw.below) {
        const scale = Math.min(WIDTH / draw.below.width, HEIGHT / draw.below.height);
        const [wide, high] = [draw.below.width * scale, draw.below.height * scale];
        ink.drawImage(draw.below, (WIDTH - wide) / 2, (HEIGHT - high) / 2, wide, high);
      }
      draw.strokes.forEach(whole);
    };

    // Points are whole pixels of the sheet; 50 is the pressure of what has none.
    const pointOf = (event) => {
      const box = sheet.getBoundingClientRect();
      const pressure = event.pointerType === "pen" && event.pressure ? Math.round(event.pressure * 100) : 50;
      return [Math.round(((event.clientX - box.left) / box.width) * WIDTH), Math.round(((event.clientY - box.top) / box.height) * HEIGHT), pressure];
    };
    const add = (point) => {
      const last = stroke.points.at(-1) || point;
      if (stroke.points.length && Math.hypot(point[0] - last[0], point[1] - last[1]) < 2) return;
      stroke.points.push(point);
      segment(stroke, last, point);
    };
    sheet.addEventListener("pointerdown", (event) => {
      hasPen = hasPen || event.pointerType === "pen";
      if (pointer !== null || event.button || (hasPen && event.pointerType === "touch")) return;
      pointer = event.pointerId;
      sheet.setPointerCapture(pointer);
      stroke = { ink: draw.ink, width: draw.width, erases: draw.erases, points: [] };
      add(pointOf(event));
      event.preventDefault();
    });
    sheet.addEventListener("pointermove", (event) => {
      if (event.pointerId !== pointer) return;
      const all = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
      (all.length ? all : [event]).forEach((one) => add(pointOf(one)));
    });
    const lift = (event) => {
      if (event.pointerId !== pointer) return;
      pointer = null;
      draw.put(stroke);
    };
    sheet.addEventListener("pointerup", lift);
    sheet.addEventListener("pointercancel", lift);

    draw.put = (one) => { draw.strokes.push(one); draw.undone = []; onStroke(); };
    draw.clear = () => { const one = { clears: true }; whole(one); draw.put(one); };
    draw.back = () => { const one = draw.strokes.pop(); if (one) { draw.undone.push(one); draw.paint(); onStroke(); } };
    draw.forth = () => { const one = draw.undone.pop(); if (one) { draw.strokes.push(one); draw.paint(); onStroke(); } };
    draw.lay = (picture) => { draw.below = picture; draw.strokes = []; draw.undone = []; draw.paint(); onStroke(); };
    // A photo as this device keeps it until it is sent.
    draw.small = (picture) => {
      const copy = document.createElement("canvas");
      const scale = Math.min(1, WIDTH / picture.width, HEIGHT / picture.height);
      [copy.width, copy.height] = [picture.width * scale, picture.height * scale];
      copy.getContext("2d").drawImage(picture, 0, 0, copy.width, copy.height);
      return copy.toDataURL("image/jpeg", 0.8);
    };
    draw.picture = () => new Promise((done) => { sheet.toBlob(done, "image/png"); });
    draw.paint();
    return draw;
  };

  const read = (kept) => createImageBitmap(new Blob([Uint8Array.from(atob(kept.split(",")[1]), (one) => one.charCodeAt(0))]));

  return { open, read };
})();
