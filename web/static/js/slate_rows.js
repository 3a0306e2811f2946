// What the slate shows below its board: the code, the log of the takes, and where they are.
const SlateRows = (() => {
  const two = (number) => String(number).padStart(2, "0");
  const sceneName = (scene) => { const [, figures, letters] = /^0*(\d+)([A-Z]*)$/.exec(scene); return `S${figures.padStart(2, "0")}${letters}`; };
  const nameOf = (one) => `${sceneName(one.scene)}_P${two(one.shot)}`;
  const say = (line, words, values) => {
    line.textContent = Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words);
  };

  // The code is drawn here, since takes are counted without a network. White is left around it.
  const drawCode = (canvas, library, text) => {
    if (!library || canvas.dataset.drawn === text) return;
    const code = library.generate(text, { minCorrectionLevel: library.correction.M });
    const border = 4;
    const module = 16;
    canvas.width = canvas.height = (code.size + 2 * border) * module;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#000";
    for (let y = 0; y < code.size; y += 1) {
      for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) pen.fillRect((x + border) * module, (y + border) * module, module, module);
    }
    canvas.dataset.drawn = text;
    canvas.setAttribute("aria-label", text);
  };

  const rowOf = (take, names) => {
    const row = document.getElementById("take-row").content.firstElementChild.cloneNode(true);
    row.dataset.take = take.id;
    row.querySelector("[data-name]").textContent = `${nameOf(take).replace("_", " ")} T${two(take.take)}`;
    row.querySelectorAll("[data-is]").forEach((mark) => { mark.hidden = mark.dataset.is !== take.rating; });
    row.querySelectorAll("[data-rate]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.rate === take.rating)));
    row.querySelector("time").textContent = new Date(take.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
    row.querySelector("[data-note-words]").textContent = take.note;
    row.querySelector("[data-by]").textContent = take.by;
    row.querySelector("input").value = take.note;
    row.querySelector("[data-twice]").hidden = names.filter((one) => one === `${nameOf(take)} ${take.take}`).length < 2;
    return row;
  };
  // A row in which somebody writes a note stays as it is.
  const drawLog = (list, takes) => {
    if (list.contains(document.activeElement) && document.activeElement.matches("input")) return;
    const open = new Set([...list.querySelectorAll("details[open]")].map((one) => one.dataset.take));
    const names = takes.map((one) => `${nameOf(one)} ${one.take}`);
    list.replaceChildren(...[...takes].reverse().map((take) => rowOf(take, names)));
    list.querySelectorAll("details").forEach((row) => { row.open = open.has(row.dataset.take); });
  };

  const drawChoices = (buttons, takes, chosen) => buttons.forEach((button) => {
    const of = takes.filter((take) => nameOf(take) === button.dataset.choose);
    button.setAttribute("aria-pressed", String(button.dataset.choose === chosen));
    button.querySelector("[data-done]").hidden = !of.some((one) => one.rating === "good");
    button.querySelector("[data-count]").textContent = of.length || "";
  });
  // A shot that is not in the list, as somebody has typed it; null for what is no shot.
  const shotOf = (fields) => {
    const [scene, shot] = ["scene", "shot"].map((name) => fields[name].value.trim().toUpperCase());
    return /^\d{1,4}[A-Z]{0,2}$/.test(scene) && Number(shot) > 0 ? { scene, shot: Math.floor(Number(shot)) } : null;
  };

  const drawState = (line, count, network) => {
    const which = network === "door" ? "door" : count.waiting ? "waits" : count.takes ? "sent" : "empty";
    line.dataset.is = which;
    say(line.querySelector("span"), line.dataset[which], count);
    line.querySelectorAll("[data-mark]").forEach((mark) => { mark.hidden = mark.dataset.mark !== (["sent", "empty"].includes(which) ? "safe" : "waits"); });
  };
  return { nameOf, two, say, drawCode, drawLog, drawChoices, shotOf, drawState };
})();
