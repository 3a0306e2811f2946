// The desk of the cut: every change is kept on this device at once and goes to the server a moment
// later, or when there is a network again. Two who cut at the same time are never mixed.
const CutKeep = (() => {
  const REST_MS = 700;
  const LONGEST_MS = 4000;
  const RETRY_MS = 4000;
  const open = async ({ address, token, key, onState, onTheirs }) => {
    const pending = `${key} pending`;
    const known = `${key} known`;
    let waiting = null; // {base, cut} that the server does not have yet
    let base = 0;
    let lying = "";
    let busy = false;
    let timer = 0;
    let first = 0;
    let clash = null;
    const quietly = (promise) => promise.catch(() => {});
    const say = (state, more = {}) => onState(state, more);

    const read = async () => {
      try {
        const answer = await fetch(address.read, { headers: { Accept: "application/json" } });
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        const there = await answer.json();
        quietly(CutStore.papers.put(known, there));
        return there;
      } catch (fault) {
        const there = await CutStore.papers.get(known).catch(() => null);
        if (!there) throw fault;
        return { ...there, isOld: true };
      }
    };
    const later = (ms) => { clearTimeout(timer); timer = setTimeout(send, ms); };
    const post = (what) => fetch(address.write, { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token }, body: JSON.stringify(what), keepalive: JSON.stringify(what).length < 60000 });
    const arrived = async (was, number) => {
      base = number;
      lying = CutAt.text(was.cut);
      if (waiting === was) { waiting = null; await quietly(CutStore.papers.drop(pending)); say("kept", { number }); return; }
      waiting = { ...waiting, base };
      await quietly(CutStore.papers.put(pending, waiting));
      later(0);
    };
    const send = async () => {
      if (busy || !waiting || clash) return;
      busy = true;
      first = 0;
      const was = waiting;
      say("saving");
      try {
        const answer = await post(was);
        if (answer.status === 409) { clash = await answer.json(); say("clash", clash); } else if (answer.redirected || [401, 403].includes(answer.status)) say("refused", { words: "" });
        else if (answer.status >= 400 && answer.status < 500) { const said = await answer.json().catch(() => ({})); say("refused", { words: said.message || said.error || "" }); } else if (!answer.ok) throw new Error(String(answer.status));
        else { const kept = await answer.json(); await arrived(was, kept.number); if (kept.cut && !waiting) onTheirs({ number: kept.number, cut: kept.cut }, true); }
      } catch { say("waiting"); later(RETRY_MS); }
      busy = false;
    };
    const write = (cut) => {
      if (!waiting && CutAt.text(cut) === lying) return;
      waiting = { base, cut };
      quietly(CutStore.papers.put(pending, waiting));
      if (clash) { say("clash", clash); return; }
      say("saving");
      first = first || Date.now();
      later(Math.max(0, Math.min(REST_MS, first + LONGEST_MS - Date.now())));
    };
    // Somebody else has cut: with nothing of our own under way it is shown, and can be undone.
    const look = async () => {
      if (busy || waiting || clash) return;
      const there = await read().catch(() => null);
      if (!there || there.isOld || waiting || busy) return;
      const isNew = there.number !== base;
      base = there.number;
      if (isNew) lying = CutAt.text(there.cut);
      onTheirs(there, isNew);
    };
    // The answer of a person: whose cut goes on. The other one stays among the versions.
    const settle = (cut) => { base = clash.number; clash = null; lying = ""; waiting = { base, cut }; quietly(CutStore.papers.put(pending, waiting)); later(0); };
    const takeTheirs = () => { base = clash.number; lying = CutAt.text(clash.cut); clash = null; waiting = null; quietly(CutStore.papers.drop(pending)); say("kept", { number: base }); };

    // Send now, and wait until the server has it all; says whether it has.
    const flush = async () => {
      clearTimeout(timer);
      for (let tries = 0; (waiting || busy) && !clash && tries < 4; tries += 1) {
        while (busy) await new Promise((done) => { setTimeout(done, 50); });
        clearTimeout(timer);
        await send();
      }
      return !waiting && !clash;
    };

    const there = await read();
    const left = await CutStore.papers.get(pending).catch(() => null);
    base = there.number;
    lying = CutAt.text(there.cut);
    if (left) { waiting = left; later(0); }
    addEventListener("online", () => later(0));
    addEventListener("pagehide", () => { if (waiting) send(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) send(); else look(); });
    document.addEventListener("desk-changed", () => look());
    return { there: left ? { ...there, cut: left.cut } : there, write, flush, settle, takeTheirs, clash: () => clash, say: () => say(waiting ? "saving" : "kept", { number: base }) };
  };
  return { open };
})();
