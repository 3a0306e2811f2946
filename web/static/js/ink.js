// The colours behind the script: one line of ink for each line of text, so that only the lines that
// changed are drawn again. The kinds come from our own parser; until it answers, a line keeps its kind.
const Ink = (() => {
  const open = (room, field) => {
    const page = room.querySelector(".ink");
    let lines = [];
    let kinds = [];

    const draw = (line, text, kind) => {
      line.className = kind || "";
      if (line.textContent === text && line.firstChild) return;
      // What is not printed is paler inside a line, too.
      line.replaceChildren(...text.split(/(\[\[.*?\]\]|\/\*.*?\*\/)/).filter(Boolean).map((part) => {
        if (!/^(\[\[|\/\*)/.test(part)) return part;
        const aside = document.createElement("span");
        aside.className = "aside";
        aside.textContent = part;
        return aside;
      }));
      if (!text) line.append(document.createElement("br"));
    };

    const write = (text) => {
      const next = text.split("\n");
      let start = 0;
      while (start < lines.length && start < next.length && lines[start] === next[start]) start += 1;
      let end = 0;
      while (end < lines.length - start && end < next.length - start && lines[lines.length - 1 - end] === next[next.length - 1 - end]) end += 1;
      const gone = lines.length - start - end;
      const come = next.length - start - end;
      for (let at = start; at < start + Math.min(gone, come); at += 1) draw(page.children[at], next[at], kinds[at]);
      for (let left = gone - come; left > 0; left -= 1) page.children[start + come].remove();
      if (come > gone) {
        const after = page.children[start + gone] || null;
        for (let at = start + gone; at < start + come; at += 1) {
          const line = document.createElement("div");
          draw(line, next[at], "");
          page.insertBefore(line, after);
        }
      }
      kinds.splice(start + Math.min(gone, come), Math.max(0, gone - come), ...Array(Math.max(0, come - gone)).fill(""));
      lines = next;
    };

    const colour = (found) => {
      found.forEach((kind, at) => {
        if (kinds[at] === kind || !page.children[at]) return;
        kinds[at] = kind;
        page.children[at].className = kind;
      });
    };

    const lineAt = (offset) => field.value.slice(0, offset).split("\n").length;

    // Where a character stands in the room, in pixels from its corner.
    const place = (line, column) => {
      const row = page.children[line - 1];
      const mark = document.createRange();
      const parts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      let part = parts.nextNode();
      let at = column;
      while (part && at > part.length && part !== row.lastChild) { at -= part.length; part = parts.nextNode() || row.lastChild; }
      if (part && part.nodeType === Node.TEXT_NODE) { mark.setStart(part, Math.min(at, part.length)); mark.collapse(true); } else mark.selectNode(row.firstChild);
      const found = mark.getBoundingClientRect();
      const corner = room.getBoundingClientRect();
      return { x: found.x - corner.x, y: found.bottom - corner.y, middle: corner.width / 2, width: corner.width };
    };

    const show = (line) => { if (page.children[line - 1]) page.children[line - 1].scrollIntoView({ block: "center" }); };

    room.classList.add("has-ink");
    write(field.value);
    return { write, colour, lineAt, place, show, kindOf: (line) => kinds[line - 1] || "", textOf: (line) => lines[line - 1] || "" };
  };
  return { open };
})();
