// While something is sent, the screen stays on where the browser allows it (over https), the page
// asks before it is closed, and it wakes up again after sleep or on another network.
const SendAwake = (() => {
  let lock = null;
  let isBusy = false;
  const hold = async () => {
    if (!isBusy || lock || document.hidden || !navigator.wakeLock) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => { lock = null; });
    } catch { /* an empty battery: the page says to keep it open */ }
  };
  const let_go = () => { if (lock) lock.release().catch(() => {}); };

  addEventListener("beforeunload", (event) => { if (isBusy) event.preventDefault(); });
  return {
    busy(now) { isBusy = now; if (now) hold(); else let_go(); },
    onWake(act) {
      addEventListener("online", act);
      addEventListener("pageshow", (shown) => { if (shown.persisted) act(); });
      document.addEventListener("visibilitychange", () => { if (!document.hidden) { hold(); act(); } });
    },
  };
})();
