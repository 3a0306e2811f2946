// The page beside the script: asked for when the hands rest a moment, one question at a time.
const Printed = (() => {
  const REST_MS = 120;

  const open = (address, token, field, heard) => {
    const pages = document.getElementById("pages");
    const outline = document.getElementById("outline");
    const words = document.getElementById("words");
    const length = document.getElementById("length");
    let shown = [];
    let asking = false;
    let again = false;
    let resting = 0;

    // A page that is there already is taken as it is, wherever it has moved to.
    const put = (found) => {
      const there = new Map(shown.map((mark, at) => [mark, pages.children[at]]));
      found.forEach(({ mark, html }, at) => {
        if (shown[at] === mark && pages.children[at] === there.get(mark)) return;
        const pattern = document.createElement("template");
        pattern.innerHTML = html;
        const page = pattern.content.firstElementChild || there.get(mark).cloneNode(true);
        if (pages.children[at]) pages.children[at].replaceWith(page); else pages.append(page);
      });
      while (pages.children.length > found.length) pages.lastElementChild.remove();
      shown = found.map(({ mark }) => mark);
    };

    const show = (found, text) => {
      heard(found, text === field.value);
      put(found.pages);
      outline.innerHTML = found.outline;
      words.innerHTML = found.findings;
      length.querySelector("b").textContent = found.length;
      length.classList.toggle("wrong", found.is_long);
      pages.dispatchEvent(new CustomEvent("page-shown"));
    };

    const look = async () => {
      if (asking) { again = true; return; }
      asking = true;
      const text = field.value;
      const question = new FormData();
      for (const [name, value] of Object.entries({ csrf_token: token, text, have: shown.join(" ") })) question.append(name, value);
      try {
        const answer = await fetch(address, { method: "POST", body: question, headers: { Accept: "application/json" } });
        if (answer.ok && !answer.redirected) show(await answer.json(), text);
      } catch { /* the network is away: the page stays as it was, the writing is kept here */ }
      asking = false;
      if (again) { again = false; look(); }
    };

    const lookSoon = () => { clearTimeout(resting); resting = setTimeout(look, REST_MS); };
    return { look, lookSoon };
  };
  return { open };
})();
