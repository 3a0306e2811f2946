// What the server says: what lies on the table, what is half here, and whether it has some bytes.
const SendServer = (() => {
  const GROWING_MS = 30000;

  const open = (given) => {
    const seen = new Map();
    let token = given.token;
    let newest = { on_the_way: [], on_the_table: [] };

    const ask = async (address, more = {}) => {
      const answer = await fetch(address, { ...more, headers: { Accept: "application/json", "X-CSRFToken": token } });
      if (answer.redirected || answer.status === 401) throw Object.assign(new Error("door"), { isDoor: true });
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    };
    // An upload that grows without us is sent by another device just now.
    const watch = ({ key, offset }) => {
      const before = seen.get(key);
      if (!before || offset > before.offset) seen.set(key, { offset, at: before ? Date.now() : 0 });
    };

    return {
      token: () => token,
      newest: () => newest,
      async list() {
        newest = await ask(given.list);
        newest.on_the_way.forEach(watch);
        return newest;
      },
      isGrowing: (key) => seen.has(key) && Date.now() - seen.get(key).at < GROWING_MS,
      async has(digest) {
        const form = new FormData();
        form.append("digest", digest);
        form.append("csrf_token", token);
        return ask(given.known, { method: "POST", body: form });
      },
      forget: (address) => fetch(address, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": token } }),
      // Somebody has logged in again in another tab: the new page has a new token for us.
      async renew() {
        const answer = await fetch(location.href);
        if (answer.redirected || !answer.ok) return false;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector("[data-send]");
        if (fresh) token = fresh.dataset.token;
        return Boolean(fresh);
      },
    };
  };
  return { open };
})();
