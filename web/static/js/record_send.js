// Sends what is kept, one after the other; what the server has not answered for stays on the device.
const RecordSend = (() => {
  const AFTER_MS = 15000;

  // The sentence of an error page.
  const sentence = async (answer) => {
    const said = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".fault h2");
    return said ? said.textContent : "";
  };

  const send = async (sound, { address, token }) => {
    const form = new FormData();
    form.append("csrf_token", token);
    form.append("what", sound.what);
    form.append("own", sound.own);
    for (const [name, value] of Object.entries(sound.more || {})) form.append(name, value);
    form.append("files", sound.file, `${sound.title}.wav`);
    let answer;
    try {
      answer = await fetch(address, { method: "POST", body: form, headers: { Accept: "application/json" } });
    } catch {
      return { state: "waits" };
    }
    // Who is not logged in any more is led to the door.
    if (answer.redirected || answer.status === 401) return { state: "door" };
    if (answer.ok) return { state: "safe", name: (await answer.json()).name };
    return answer.status >= 500 ? { state: "waits" } : { state: "refused", why: await sentence(answer) };
  };

  const begin = ({ project, address, token, tell }) => {
    let busy = false;
    let again = false;
    const all = async () => {
      if (busy) { again = true; return; }
      busy = true;
      try {
        for (const sound of await RecordKept.all(project)) {
          if (!sound.wanted) continue;
          tell(sound, "sends");
          const { state, name, why } = await send(sound, { address, token });
          if (state === "safe") await RecordKept.remove(sound.id);
          tell(sound, state, name, why);
          if (state === "waits" || state === "door") break;
        }
      } finally {
        busy = false;
      }
      if (again) { again = false; await all(); }
    };
    addEventListener("online", all);
    setInterval(async () => { if (navigator.onLine && (await RecordKept.all(project)).some((one) => one.wanted)) all(); }, AFTER_MS);
    return all;
  };
  return { begin };
})();
