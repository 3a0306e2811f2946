// Names and places that are in the script already, offered while one is written.
const Suggest = (() => {
  const HEADING = /^(\.|(?:int|ext|est|i\/e|int\.?\/ext|intérieur|extérieur|interior|exterior|屋内|屋外|室内|داخلي|خارجي)[.\s　、])/i;
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

  const open = (room, field, ink, known) => {
    const list = room.querySelector(".suggestions");
    let chosen = 0;
    let offers = [];

    const close = () => { list.hidden = true; offers = []; field.removeAttribute("aria-activedescendant"); };

    // What could stand in this line: whole headings, times of day behind a dash, or names.
    const offersFor = (line) => {
      const text = ink.textOf(line);
      const start = text.trimStart();
      const above = ink.textOf(line - 1).trim();
      if (!start || above) return [];
      if (HEADING.test(start)) {
        const dash = start.search(/\s[-–—]\s*[^-–—]*$/);
        if (dash > 0) {
          const begun = folded(start.slice(dash).replace(/^\s[-–—]\s*/, ""));
          return known.times.filter((one) => folded(one).startsWith(begun) && folded(one) !== begun).map((one) => `${start.slice(0, dash)} - ${one}`);
        }
        const begun = folded(start);
        const mark = start.match(HEADING)[0];
        const rest = folded(start.slice(mark.length).trim());
        const whole = known.headings.filter((one) => folded(one).startsWith(begun) && folded(one) !== begun);
        const places = known.places.filter((one) => rest && folded(one).startsWith(rest) && folded(one) !== rest).map((one) => `${mark.trimEnd()} ${one}`);
        return [...new Set([...whole, ...places])];
      }
      const forced = start.startsWith("@");
      const begun = folded(forced ? start.slice(1) : start);
      if (!forced && (begun.length < 1 || (begun.length < 2 && start === start.toLocaleLowerCase()))) return [];
      return known.names.filter((one) => folded(one).startsWith(begun) && folded(one) !== begun)
        .map((one) => (forced || one !== one.toLocaleUpperCase() || one === one.toLocaleLowerCase() ? `@${one}` : one));
    };

    const mark = () => {
      [...list.children].forEach((item, at) => { item.setAttribute("aria-selected", String(at === chosen)); if (at === chosen) item.scrollIntoView({ block: "nearest" }); });
      field.setAttribute("aria-activedescendant", `offer-${chosen}`);
    };

    const look = () => {
      const offset = field.selectionStart;
      const line = ink.lineAt(offset);
      const text = ink.textOf(line);
      const atEnd = offset === field.selectionEnd && /^\s*(\n|$)/.test(field.value.slice(offset));
      offers = atEnd ? offersFor(line).slice(0, 8) : [];
      if (!offers.length) { close(); return; }
      list.replaceChildren(...offers.map((one, at) => {
        const item = document.createElement("li");
        item.id = `offer-${at}`;
        item.setAttribute("role", "option");
        item.dir = "auto";
        item.textContent = one;
        return item;
      }));
      chosen = 0;
      list.hidden = false;
      const where = ink.place(line, text.length);
      list.style.top = `${where.y + 4}px`;
      list.style.left = `${Math.max(8, Math.min(where.x - 8, where.width - list.offsetWidth - 8))}px`;
      mark();
    };

    const take = (at) => {
      const offset = field.selectionStart;
      const begin = field.value.lastIndexOf("\n", offset - 1) + 1;
      const rest = field.value.indexOf("\n", offset);
      field.setRangeText(offers[at], begin, rest < 0 ? field.value.length : rest, "end");
      close();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      close();
    };

    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    list.addEventListener("pointerdown", (event) => {
      const item = event.target.closest("li");
      if (!item) return;
      event.preventDefault();
      take([...list.children].indexOf(item));
    });
    field.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      const acts = {
        ArrowDown: () => { chosen = (chosen + 1) % offers.length; mark(); },
        ArrowUp: () => { chosen = (chosen + offers.length - 1) % offers.length; mark(); },
        Enter: () => take(chosen),
        Tab: () => take(chosen),
        Escape: close,
      };
      if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
    });
    field.addEventListener("blur", () => setTimeout(close, 150));
    return { look, close };
  };
  return { open };
})();
