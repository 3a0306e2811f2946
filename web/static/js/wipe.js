// The newer film over the older one, uncovered by a slider: the same picture, before and now.
(() => {
  const room = document.querySelector("[data-wipe-room]");
  if (!room) return;
  const tools = room.querySelector("[data-wipe-tools]");
  const button = room.querySelector("[data-wipe]");
  const place = room.querySelector("[data-wipe-place]");
  const slider = place.querySelector("input");
  const over = room.querySelectorAll("[data-side]")[1];
  tools.hidden = false;

  const show = () => {
    const is = button.getAttribute("aria-pressed") === "true";
    room.classList.toggle("wiped", is);
    place.hidden = !is;
    over.style.clipPath = is ? `inset(0 0 0 ${slider.value}%)` : "";
    room.style.setProperty("--wipe", `${slider.value}%`);
  };
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    show();
  });
  slider.addEventListener("input", show);
})();
