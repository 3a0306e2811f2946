// What is wrong with a row, at its cell and at once; and the pictogram that follows the words.
const ShotCheck = ShotTable && (() => {
  const { form, shots, field } = ShotTable;

  // What is wrong is said where it was typed. The server says the same when the page is loaded.
  const NUMBER = /^\s*\d{1,5}([.,]\d{1,6})?\s*(s|min|秒|分)?\s*$/;
  const wrongs = {
    scene: (value) => (/^[^\p{Nd}]{0,8}\p{Nd}{1,3}[a-z]{0,2}\s*$/iu.test(value) ? "" : "scene"),
    shot: (value) => (/^[^\p{Nd}]{0,8}\p{Nd}{1,3}\s*$/u.test(value) && !/^0+$/.test(value.trim()) ? "" : "shot"),
    seconds: (value) => (!value.trim() || NUMBER.test(value) ? "" : "number"),
    setup_minutes: (value) => (!value.trim() || NUMBER.test(value) ? "" : "number"),
  };
  const lines = new WeakMap();
  const lineOf = (shot, key) => {
    if (!lines.has(shot)) lines.set(shot, Object.fromEntries([...shot.querySelectorAll("[data-say]")].map((one) => [one.dataset.say, one])));
    return lines.get(shot)[key];
  };
  const all = () => {
    const names = new Set();
    for (const shot of shots()) {
      const name = `${field(shot, "scene").value} ${field(shot, "shot").value}`;
      for (const key of Object.keys(wrongs)) {
        const one = field(shot, key);
        const wrong = wrongs[key](one.value) || (key === "shot" && names.has(name) ? "twice" : "");
        const line = lineOf(shot, key);
        if (!wrong && line.hidden) continue;
        if (wrong) one.setAttribute("aria-invalid", "true"); else one.removeAttribute("aria-invalid");
        line.querySelector("span").textContent = wrong ? form.dataset[`say${wrong}`] : "";
        line.hidden = !wrong;
      }
      names.add(name);
      shot.classList.toggle("dropped", field(shot, "status").value === "dropped");
      draw(shot);
    }
  };
  const draw = (shot) => {
    const picture = shot.querySelector(".pictogram");
    if (!picture) return;
    const keys = ["size", "framing", "angle", "move"].map((key) => (field(shot, key).selectedIndex > 0 && form.dataset[key].split(" ").includes(field(shot, key).value) ? field(shot, key).value : "-"));
    const address = `${form.dataset.pictograms}${keys.join("/")}.svg`;
    if (picture.getAttribute("src") !== address) picture.setAttribute("src", address);
  };

  return { all };
})();
