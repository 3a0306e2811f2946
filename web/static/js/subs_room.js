// The subtitles as they stand on this device: one list, changed by every tool, kept by the desk.
const SubsRoom = (() => {
  const place = document.getElementById("subs");
  if (!place) return null;
  const given = JSON.parse(document.getElementById("subs-words").textContent);
  const isMaker = Boolean(place.dataset.address);
  const text = SubsText.open(place.dataset);
  const list = document.getElementById("cues");
  const pattern = document.getElementById("cue-pattern");
  const kept = document.getElementById("kept");
  const past = [];
  let last = 0;
  let selected = 0;
  let typing = 0;
  let desk = null;
  const newId = () => { last += 1; return last; };
  let cues = text.read(given.content).map((one) => ({ ...one, id: newId() }));
  const tell = (what) => document.dispatchEvent(new Event(what));

  const icon = (holder, name) => { const use = holder.querySelector("use"); use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${name}`)); };
  const put = (field, value) => { if (field.value !== value && field !== document.activeElement) field.value = value; };
  const fill = (row, one, at) => {
    row.id = `s${at}`;
    const state = text.state(one, cues[at - 1]);
    row.dataset.state = state;
    row.toggleAttribute("aria-current", one.id === selected);
    row.querySelector(".cue-number").textContent = at + 1;
    row.querySelector(".cue-seconds").textContent = `${Math.round((one.end - one.start) / 10) / 100} s`;
    const said = row.querySelector(".cue-state");
    said.dataset.state = state;
    said.querySelector("span").textContent = given.words[state][0];
    icon(said, given.words[state][1]);
    row.querySelector(".cue-many").textContent = state === "fast" ? given.many.replace("#", text.tooMany(one)) : "";
    put(row.querySelector("[name=in]"), text.timecode(text.toFrame(one.start)));
    put(row.querySelector("[name=out]"), text.timecode(text.toFrame(one.end)));
    put(row.querySelector("textarea"), one.text);
  };
  const fresh = (id) => {
    const row = pattern.content.cloneNode(true).firstElementChild;
    row.dataset.id = id;
    row.querySelectorAll("[data-without-script]").forEach((button) => { button.hidden = true; });
    return row;
  };
  const render = () => {
    if (!isMaker) return;
    const rows = new Map([...list.children].map((row) => [Number(row.dataset.id), row]));
    const wanted = new Set(cues.map((one) => one.id));
    rows.forEach((row, id) => { if (!wanted.has(id)) row.remove(); });
    cues.forEach((one, at) => {
      const row = rows.get(one.id) || fresh(one.id);
      if (list.children[at] !== row) list.insertBefore(row, list.children[at] || null);
      fill(row, one, at);
    });
    const empty = document.querySelector(".subs-list > .empty");
    if (empty) empty.hidden = cues.length > 0;
  };

  const set = (found) => {
    cues = [...found].sort((one, other) => one.start - other.start || one.end - other.end);
    render();
    tell("subs-changed");
  };
  // A burst of typing, or a drag, is one step back.
  const change = (move, { burst = 0 } = {}) => {
    if (!isMaker) return;
    const found = move(cues);
    if (found === cues) return;
    if (!burst || burst !== typing) past.push(cues);
    if (past.length > 200) past.shift();
    typing = burst;
    set(found);
    desk.write(text.write(cues));
  };
  const undo = () => {
    if (!past.length) return;
    typing = 0;
    set(past.pop());
    desk.write(text.write(cues));
  };
  const select = (id, { focus = false } = {}) => {
    selected = id;
    [...list.children].forEach((row) => row.toggleAttribute("aria-current", Number(row.dataset.id) === id));
    const row = [...list.children].find((one) => Number(one.dataset.id) === id);
    if (row) row.scrollIntoView({ block: "nearest" });
    if (row && focus) row.querySelector("textarea").focus({ preventScroll: true });
    tell("subs-selected");
  };

  // What comes from elsewhere keeps the marks of those that stayed the same.
  const take = (content) => {
    const free = new Map(cues.map((one) => [`${one.start} ${one.text}`, one.id]));
    const starts = new Map(cues.map((one) => [one.start, one.id]));
    const used = new Set();
    set(text.read(content).map((one) => {
      const known = free.get(`${one.start} ${one.text}`) || starts.get(one.start);
      const id = known && !used.has(known) ? known : newId();
      used.add(id);
      return { ...one, id };
    }));
  };
  const say = (state) => {
    kept.hidden = false;
    kept.dataset.state = state;
    kept.querySelector("span").textContent = kept.dataset[state] || "";
    icon(kept, { kept: "cloud-check", saving: "save", waiting: "cloud-off", merged: "git-merge" }[state] || "triangle-alert");
  };
  const begin = () => {
    list.replaceChildren();
    render();
    const { address, settle, token, number, person } = place.dataset;
    desk = Desk.open({
      ...{ address, settle, token, person, number: Number(number), content: given.content },
      onText: (content, why) => { take(content); if (why !== "device") say("merged"); },
      onState: (state, clash) => { say(state); Clashes.show(state === "clash" ? clash : null, (choices) => desk.settle(choices)); },
    });
  };
  if (isMaker) begin();
  const find = (id) => cues.find((one) => one.id === id);
  return { place, text, isMaker, list, change, undo, select, find, newId, all: () => cues, selected: () => selected, desk: () => desk };
})();
