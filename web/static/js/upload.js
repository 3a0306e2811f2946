// Sending files: drop them, see what is chosen, watch them go, be told when they are safe.
(() => {
  const human = (bytes) => new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: bytes < 1e6 ? "kilobyte" : "megabyte", maximumFractionDigits: 1 }).format(bytes < 1e6 ? bytes / 1e3 : bytes / 1e6);

  const row = (file) => {
    const line = document.createElement("div");
    line.className = "upload-row";
    const name = line.appendChild(document.createElement("bdi"));
    name.textContent = file.name;
    line.appendChild(document.createElement("span")).textContent = human(file.size);
    return line;
  };

  const show = (form) => {
    const rows = form.querySelector("[data-upload-rows]");
    const field = form.querySelector("input[type=file]");
    rows.replaceChildren(...[...field.files].map(row));
  };

  const send = (form) => {
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    const words = form.querySelector("[data-upload-words]");
    const button = form.querySelector("button:not([type=button])");
    const request = new XMLHttpRequest();
    const given = new FormData(form);
    form.querySelector("[data-upload-rows]").append(bar);
    button.disabled = true;
    request.upload.addEventListener("progress", (step) => {
      if (!step.lengthComputable) return;
      bar.value = step.loaded / step.total;
      words.textContent = step.loaded < step.total ? `${human(step.loaded)} / ${human(step.total)}` : form.dataset.uploadArrived;
    });
    request.addEventListener("load", () => {
      const next = request.getResponseHeader("HX-Redirect");
      if (next) { location.assign(next); return; }
      document.documentElement.innerHTML = request.responseText;
    });
    request.addEventListener("error", () => { button.disabled = false; bar.remove(); words.textContent = form.dataset.uploadBroken; words.classList.add("wrong"); });
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.send(given);
  };

  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-upload]");
    if (form && event.target.type === "file") show(form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-upload]");
    if (!form || !form.querySelector("input[type=file]").files.length) return;
    event.preventDefault();
    send(form);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const drop = event.target.closest && event.target.closest("[data-drop]");
      if (!drop) return;
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind !== "drop") return;
      drop.querySelector("input[type=file]").files = event.dataTransfer.files;
      show(drop.closest("[data-upload]"));
    });
  }
})();
