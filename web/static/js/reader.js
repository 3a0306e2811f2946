// A watch for reading aloud. A time is kept on this device first and sent when there is a network;
// the form of the scene does the same without a script.
(() => {
  const room = document.querySelector("[data-reading]");
  const watch = document.querySelector("[data-watch]");
  if (!room || !watch) return;
  const part = (name) => watch.querySelector(`[data-watch-${name}]`);
  const scenes = [...room.querySelectorAll("[data-scene]")];
  const store = `read.${room.dataset.reading}.`;
  const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  let chosen = scenes[0];
  let began = 0;
  let ticking = 0;

  const draw = () => {
    const seconds = began ? (performance.now() - began) / 1000 : 0;
    part("scene").textContent = chosen.dataset.scene;
    part("time").textContent = minutes(Math.floor(seconds));
    part("start").hidden = Boolean(began);
    part("stop").hidden = !began;
    part("again").disabled = !began;
    watch.classList.toggle("runs", Boolean(began));
    scenes.forEach((scene) => {
      scene.classList.toggle("chosen", scene === chosen);
      scene.querySelector("[data-waits]").hidden = localStorage.getItem(store + scene.dataset.scene) === null;
    });
  };
  const choose = (scene) => { chosen = scene; began = 0; clearInterval(ticking); draw(); };
  const start = () => { began = performance.now(); ticking = setInterval(draw, 200); draw(); };

  const send = async (scene) => {
    const key = store + scene.dataset.scene;
    const time = localStorage.getItem(key);
    if (time === null) return;
    const form = new FormData(scene.querySelector("form"));
    form.set("time", time);
    try {
      const answer = await fetch(scene.querySelector("form").action, { method: "POST", body: form, headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return;
      const sums = await answer.json();
      if (localStorage.getItem(key) === time) localStorage.removeItem(key);
      document.querySelector("[data-sum]").textContent = minutes(sums.seconds);
    } catch { /* the network is away: the time waits on this device */ }
    draw();
  };
  const keep = (scene, time) => {
    localStorage.setItem(store + scene.dataset.scene, time);
    scene.querySelector("[data-measured]").textContent = time || "–";
    scene.querySelector("[name=time]").value = time;
    draw();
    send(scene);
  };
  const stop = () => {
    const seconds = Math.max(1, Math.round((performance.now() - began) / 1000));
    const scene = chosen;
    const next = scenes[scenes.indexOf(scene) + 1];
    keep(scene, minutes(seconds));
    choose(next || scene);
    if (next) next.scrollIntoView({ block: "start", behavior: "smooth" });
  };
  part("go").addEventListener("click", () => (began ? stop() : start()));
  part("again").addEventListener("click", () => { clearInterval(ticking); start(); });
  room.addEventListener("click", (event) => { if (event.target.closest("[data-choose]")) { choose(event.target.closest("[data-scene]")); chosen.scrollIntoView({ block: "start" }); } });
  room.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    keep(event.target.closest("[data-scene]"), event.target.elements.time.value.trim());
  });
  const sendAll = async () => { for (const scene of scenes) await send(scene); };
  addEventListener("online", sendAll);
  room.querySelectorAll("[data-choose]").forEach((button) => { button.hidden = false; });
  watch.hidden = false;
  for (const scene of scenes) {
    const time = localStorage.getItem(store + scene.dataset.scene);
    if (time) scene.querySelector("[data-measured]").textContent = time;
  }
  draw();
  sendAll();
})();
