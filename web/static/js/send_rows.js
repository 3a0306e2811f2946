// Draws the rows of the queue from their template: state by icon, word and colour, never by one alone.
const SendRows = (() => {
  const MOVABLE = ["up", "down"];
  const ACTS = {
    waiting: ["pause", ...MOVABLE, "out"],
    counting: ["pause", "out"],
    sending: ["pause", "out"],
    stalled: ["again", "pause", "out"],
    full: ["again", "pause", "out"],
    door: ["again", "out"],
    elsewhere: ["out"],
    paused: ["go", ...MOVABLE, "out"],
    asleep: ["out"],
    unread: ["out"],
    refused: ["again", "out"],
    safe: [],
    twice: [],
  };
  const actsOf = (item) => item.state === "refused" && !item.file ? ["out"] : ACTS[item.state];
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
  // A number keeps its direction inside a sentence of the other one.
  const apart = (text) => `\u2068${text}\u2069`;

  const open = (list, template) => {
    const drawn = new Map();
    const words = template.dataset;
    const make = (item) => {
      const row = template.content.firstElementChild.cloneNode(true);
      row.dataset.item = item.number;
      row.querySelector("[data-name]").textContent = item.name;
      const folder = item.path.slice(0, -item.name.length).replace(/\/$/, "");
      row.querySelector("[data-folder]").textContent = folder;
      row.querySelectorAll("[data-named]").forEach((one) => { one.textContent = fill(one.textContent, { name: item.name }); });
      row.querySelector("progress").max = item.size || 1;
      drawn.set(item.number, row);
      return row;
    };

    const says = (item) => {
      const key = item.state + (item.isHere ? "_here" : "") + (["half", "compare", "taken", "later"].includes(item.why) ? `_${item.why}` : "");
      const text = words[`says_${key}`] || words[`says_${item.state}`] || "";
      return fill(text, { sent: apart(SendSpeed.size(item.sent)), size: apart(SendSpeed.size(item.size)), percent: apart(new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(item.counted / (item.size || 1))), why: item.why });
    };

    const draw = (item) => {
      const row = drawn.get(item.number) || make(item);
      if (row.dataset.state !== item.state) {
        row.dataset.state = item.state;
        row.querySelectorAll("[data-is]").forEach((one) => { one.hidden = one.dataset.is !== item.state; });
        row.querySelectorAll("[data-act]").forEach((one) => { one.hidden = !actsOf(item).includes(one.dataset.act); });
        row.querySelector("[data-more]").hidden = !ACTS[item.state].includes("out");
      }
      const bar = row.querySelector("progress");
      bar.value = item.state === "counting" ? item.counted : item.sent;
      bar.hidden = ["safe", "twice", "refused"].includes(item.state) || (item.state === "waiting" && !item.sent);
      const sentence = row.querySelector("[data-says]");
      const now = says(item);
      if (sentence.textContent !== now) sentence.textContent = now;
      sentence.hidden = !now;
      row.querySelector("[data-size]").textContent = SendSpeed.size(item.size);
      return row;
    };

    // Rows are put in order without touching those that stand right: a focus stays where it is.
    const arrange = (items) => {
      const numbers = new Set(items.map((item) => item.number));
      for (const [number, row] of drawn) if (!numbers.has(number)) { row.remove(); drawn.delete(number); }
      items.forEach((item, at) => {
        const row = draw(item);
        if (list.children[at] !== row) list.insertBefore(row, list.children[at] || null);
      });
    };

    return { draw, arrange, fill };
  };
  return { open };
})();
