// The takes on this device: each is kept here under a name of its own before anything is sent, so
// that a phone that dies, or a network that is away, costs no take. One entry a take, so that two
// open pages do not write over each other.
const SlateTakes = (() => {
  const VOID = "void";
  const open = ({ project, address, token, mayLog, onChange }) => {
    const store = `slate.${project}.`;
    let known = null;
    let network = "on";
    let sending = false;
    let timer = 0;

    const read = (key) => { try { return JSON.parse(localStorage.getItem(store + key)); } catch { return null; } };
    const write = (key, value) => { known = null; localStorage.setItem(store + key, JSON.stringify(value)); };
    const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(`${store}take.`)).map((key) => key.slice(store.length));
    const all = () => { known ??= keys().map(read).filter(Boolean).sort((one, other) => (one.at + one.id < other.at + other.id ? -1 : 1)); return known; };
    const takes = () => all().filter((one) => one.rating !== VOID);
    const waiting = () => all().filter((one) => one.sent !== one.changed);
    const keep = (take) => { write(`take.${take.id}`, take); onChange(); soon(); };
    // What others have logged, or judged later than this phone, comes in with each answer.
    const join = (list) => list.forEach((one) => {
      const here = read(`take.${one.id}`);
      if (!here || here.changed <= one.changed) write(`take.${one.id}`, { ...one, sent: one.changed });
    });

    const post = async (mine) => {
      const form = new FormData();
      form.set("csrf_token", token);
      form.set("takes", JSON.stringify(mine.map(({ sent, ...take }) => take)));
      const answer = await fetch(address, { method: "POST", body: form, headers: { Accept: "application/json" } });
      if (!answer.ok || !(answer.headers.get("Content-Type") || "").startsWith("application/json")) return answer.status < 500 ? "door" : "off";
      mine.forEach((take) => write(`take.${take.id}`, { ...read(`take.${take.id}`), sent: take.changed }));
      join(await answer.json());
      return "on";
    };
    const send = async () => {
      if (sending || !mayLog) return;
      sending = true;
      try { network = await post(waiting()); } catch { network = "off"; }
      sending = false;
      onChange();
      if (waiting().length && network === "on") soon();
    };
    const soon = () => { clearTimeout(timer); timer = setTimeout(send, 1200); };
    addEventListener("online", send);
    addEventListener("storage", (event) => { if ((event.key || "").startsWith(store)) { known = null; onChange(); } });
    setInterval(() => { if (waiting().length) send(); }, 15000);

    const drawn = () => [...crypto.getRandomValues(new Uint8Array(8))].map((one) => one.toString(16).padStart(2, "0")).join("");
    return { read, write, takes, waiting, keep, join, send, drawn, network: () => network };
  };
  return { open, VOID };
})();
