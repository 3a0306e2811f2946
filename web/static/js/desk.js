// The desk: what is written is kept on this device at every keystroke, and sent when there is a
// network. Somebody else's writing comes back merged; where both wrote in one place, people decide.
const Desk = (() => {
  const REST_MS = 1000;
  const LONGEST_MS = 5000;
  const RETRY_MS = 4000;

  const onDevice = (key) => ({
    read() { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write(value) { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
    forget() { localStorage.removeItem(key); },
  });

  const open = (given) => {
    const kept = onDevice(`desk ${given.person} ${given.address}`);
    const waiting = kept.read();
    // What waits on this device was written from the version that it names.
    const desk = { base: waiting ? waiting.base : given.number, content: waiting ? waiting.content : given.content };
    let sent = waiting ? null : given.content;
    let busy = false;
    let timer = 0;
    let firstChange = 0;
    let missed = false;
    let clash = null;
    const say = (state) => given.onState && given.onState(state, clash);

    const later = (ms) => { clearTimeout(timer); timer = setTimeout(send, ms); };

    // What was typed while the answer was under way was written from what was sent, not from what
    // came back: so where both differ, its base is the version of what was sent, kept aside.
    const taken = (saved, was) => {
      const merged = saved.content !== was;
      if (desk.content !== was) {
        desk.base = merged ? saved.aside || saved.number : saved.number;
        sent = merged ? null : was;
        kept.write({ base: desk.base, content: desk.content });
        later(REST_MS);
        return;
      }
      desk.base = saved.number;
      desk.content = sent = saved.content;
      kept.forget();
      if (merged) given.onText(saved.content, "merged");
      say("kept");
    };

    const post = (address, more) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ csrf_token: given.token, base: desk.base, ...more })) form.append(name, value);
      const keepalive = (more.content || "").length < 20000;
      return fetch(address, { method: "POST", body: form, keepalive, headers: { Accept: "application/json" } });
    };

    const send = async () => {
      if (busy || clash) return false;
      if (desk.content === sent) { say("kept"); return true; }
      busy = true;
      firstChange = 0;
      let answered = false;
      const was = desk.content;
      say("saving");
      try {
        const answer = await post(given.address, { content: was });
        if (!answer.ok || answer.redirected) say("refused");
        else {
          const saved = await answer.json();
          answered = true;
          if (saved.clashes.length) { clash = { ...saved, was, base: desk.base }; say("clash"); } else taken(saved, was);
        }
      } catch { say("waiting"); later(RETRY_MS); }
      busy = false;
      if (missed) { missed = false; desk.look(); }
      return answered;
    };

    desk.write = (content) => {
      if (content === desk.content) return;
      desk.content = content;
      const safe = kept.write({ base: desk.base, content });
      say(safe ? "saving" : "unsafe");
      firstChange = firstChange || Date.now();
      later(Math.max(0, Math.min(REST_MS, firstChange + LONGEST_MS - Date.now())));
    };

    // Somebody else has laid something there: with nothing of our own under way, take it over.
    desk.look = async () => {
      if (busy) { missed = true; return; }
      if (clash) return;
      if (desk.content !== sent) { later(0); return; }
      const was = desk.content;
      try {
        const answer = await fetch(given.address, { headers: { Accept: "application/json" } });
        if (!answer.ok || answer.redirected) return;
        const there = await answer.json();
        if (desk.content !== was || there.number === desk.base) return;
        desk.base = there.number;
        desk.content = sent = there.content;
        given.onText(there.content, there.by);
      } catch { /* the network is away: the next event asks again */ }
    };

    // The answers to a clash, by place: "mine" or "theirs". What was typed since is put on top.
    desk.settle = async (choices) => {
      const answers = Object.entries(choices).map(([place, whose]) => [`at ${place}`, whose]);
      const answer = await post(given.settle, { aside: clash.aside, base: clash.base, ...Object.fromEntries(answers) });
      const saved = await answer.json();
      if (saved.clashes.length) { clash = { ...clash, clashes: saved.clashes, aside: saved.aside || clash.aside }; say("clash"); return; }
      const { was, aside } = clash;
      clash = null;
      taken({ ...saved, aside }, was);
    };

    // Send now, and wait until the server has it all; gives up where the network is away.
    desk.flush = async () => {
      clearTimeout(timer);
      while (busy || (desk.content !== sent && !clash)) {
        if (busy) await new Promise((done) => { setTimeout(done, 50); });
        else if (!await send()) return;
      }
    };
    desk.isKept = () => desk.content === sent && !busy;

    addEventListener("online", () => later(0));
    addEventListener("pagehide", () => { if (desk.content !== sent) send(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden && desk.content !== sent) send(); });
    document.addEventListener("desk-changed", () => desk.look());
    if (waiting && waiting.content !== given.content) { given.onText(waiting.content, "device"); later(0); } else { kept.forget(); desk.base = given.number; desk.content = sent = given.content; say("kept"); }
    return desk;
  };

  return { open };
})();
