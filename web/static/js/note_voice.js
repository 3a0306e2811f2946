// A spoken note: press, speak, press again. It is a small WAV file, one voice at 16 kHz, and it is
// sent with the note it belongs to.
(() => {
  const LONGEST_S = 60;
  const LEAST_RATE = 16000;
  const part = () => document.querySelector("[data-voice]");
  let running = null;

  // Fewer samples, each the mean of those it stands for.
  const thinner = (block, by) => {
    const thin = new Float32Array(Math.floor(block.length / by));
    for (let at = 0; at < thin.length; at += 1) {
      let sum = 0;
      for (let one = 0; one < by; one += 1) sum += block[at * by + one];
      thin[at] = sum / by;
    }
    return thin;
  };

  const open = async (worklet) => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
    const context = new AudioContext();
    await context.audioWorklet.addModule(worklet);
    const node = new AudioWorkletNode(context, "recorder", { numberOfOutputs: 0 });
    const by = Math.max(1, Math.floor(context.sampleRate / LEAST_RATE));
    const blocks = [];
    let samples = 0;
    node.port.onmessage = (message) => {
      const thin = thinner(message.data[0], by);
      samples += thin.length;
      blocks.push(RecordWav.pack([thin]));
    };
    context.createMediaStreamSource(stream).connect(node);
    await context.resume();
    const rate = Math.round(context.sampleRate / by);
    return {
      seconds: () => samples / rate,
      stop: async () => {
        node.port.postMessage("stop");
        await new Promise((done) => { setTimeout(done, 80); });
        stream.getTracks().forEach((track) => track.stop());
        await context.close();
        return RecordWav.file(blocks, rate, 1);
      },
    };
  };

  const show = (is) => {
    const place = part();
    if (!place) return;
    place.querySelector("[data-voice-go]").setAttribute("aria-pressed", String(is));
    place.querySelector("[data-voice-runs]").hidden = !is;
  };
  const clock = () => {
    if (!running || !part()) return;
    const left = Math.max(0, Math.ceil(LONGEST_S - running.seconds()));
    part().querySelector("[data-voice-left]").textContent = new Intl.NumberFormat(document.documentElement.lang).format(left);
    if (!left) stop(); else setTimeout(clock, 250);
  };
  const keep = (file) => {
    const place = part();
    if (!place) return;
    const form = place.closest("form");
    const input = form.elements.namedItem("voice");
    const carried = new DataTransfer();
    carried.items.add(new File([file], "voice.wav", { type: "audio/wav" }));
    input.files = carried.files;
    form.setAttribute("enctype", "multipart/form-data");
    form.elements.namedItem("text").required = false;
    const heard = place.querySelector("audio");
    heard.src = URL.createObjectURL(file);
    heard.hidden = false;
    place.querySelector("[data-voice-away]").hidden = false;
  };
  const stop = async () => {
    const ended = running;
    running = null;
    show(false);
    if (ended) keep(await ended.stop());
  };
  const away = (place) => {
    const form = place.closest("form");
    form.elements.namedItem("voice").value = "";
    form.elements.namedItem("text").required = true;
    place.querySelector("audio").hidden = true;
    place.querySelector("[data-voice-away]").hidden = true;
  };

  const can = () => Boolean(window.isSecureContext && navigator.mediaDevices && navigator.mediaDevices.getUserMedia && window.AudioWorkletNode);
  const all = () => { if (part()) part().hidden = !can(); };
  document.addEventListener("click", async (event) => {
    const place = part();
    if (!place || !place.contains(event.target)) return;
    if (event.target.closest("[data-voice-away]")) { away(place); return; }
    if (!event.target.closest("[data-voice-go]")) return;
    if (running) { await stop(); return; }
    try {
      place.querySelector("[data-voice-trouble]").hidden = true;
      running = await open(place.dataset.worklet);
      show(true);
      clock();
    } catch (_fault) {
      place.querySelector("[data-voice-trouble]").hidden = false;
    }
  });
  document.addEventListener("htmx:load", all);
  all();
})();
