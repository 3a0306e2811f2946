// Every step of a cut, without limit, also after the page was loaded again. A step holds only the
// parts that it changed; what did not change is the same object as before.
const CutHistory = (() => {
  const PARTS = ["name", "items", "titles", "tracks"];
  const JOIN_MS = 1500;
  const open = async ({ key, cut, onChange }) => {
    let states = [{ cut, words: "" }];
    let at = 0;
    const place = `${key} at`;
    const quietly = (promise) => promise.catch(() => {});
    const tell = () => onChange(states[at].cut, { undo: at > 0 ? states[at].words : "", redo: at + 1 < states.length ? states[at + 1].words : "", canUndo: at > 0, canRedo: at + 1 < states.length });
    const changed = (was, now) => Object.fromEntries(PARTS.filter((part) => was[part] !== now[part]).map((part) => [part, now[part]]));
    const begin = () => { states = [{ cut, words: "" }]; at = 0; quietly(CutStore.steps.add(key, 0, { parts: cut, words: "" })); quietly(CutStore.papers.put(place, 0)); };

    const read = async () => {
      const [kept, was] = await Promise.all([CutStore.steps.all(key), CutStore.papers.get(place)]);
      if (!kept.length || was === undefined) { begin(); return; }
      let now = {};
      states = kept.map((step) => { now = { ...cut, ...now, ...step.parts }; return { cut: now, words: step.words }; });
      at = Math.min(was, states.length - 1);
      // The desk is further than this device: what lies there is one more step.
      if (CutAt.text(states[at].cut) !== CutAt.text(cut)) push(cut, "");
    };
    // What a slider does in one pull, by hand or by keys, is one step.
    let joined = { key: "", till: 0 };
    const push = (next, words, joins = "") => {
      if (!Object.keys(changed(states[at].cut, next)).length) return false;
      const goesOn = joins && joins === joined.key && performance.now() < joined.till && at > 0 && at === states.length - 1;
      joined = { key: joins, till: performance.now() + JOIN_MS };
      if (!goesOn) at += 1;
      const parts = changed(states[at - 1].cut, next);
      states.length = at;
      states.push({ cut: next, words });
      quietly(CutStore.steps.add(key, at, { parts, words }));
      quietly(CutStore.papers.put(place, at));
      return true;
    };
    const walk = (by) => {
      if (!states[at + by]) return null;
      joined.key = "";
      const { words } = by < 0 ? states[at] : states[at + by];
      at += by;
      quietly(CutStore.papers.put(place, at));
      tell();
      return words;
    };
    await quietly(read());
    return {
      cut: () => states[at].cut,
      steps: () => states.length,
      commit: (next, words, joins) => { if (push(next, words, joins)) tell(); },
      undo: () => walk(-1), redo: () => walk(1), tell,
    };
  };
  return { open };
})();
