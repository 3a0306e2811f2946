// The microphone as it is, every block with its place on the clock of the sound card. That clock and
// the clock of the page are held together, so that one knows which picture was seen at each sample.
const FoleyMic = (() => {
  const AS_IT_IS = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const RATE = 48000;

  const open = async (worklet, heard) => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { ...AS_IT_IS, channelCount: { ideal: 1 } } });
    const context = new AudioContext({ sampleRate: RATE, latencyHint: "interactive" });
    const source = context.createMediaStreamSource(stream);
    await context.audioWorklet.addModule(worklet);
    const node = new AudioWorkletNode(context, "foley", { numberOfOutputs: 0 });
    let blocks = null;
    node.port.onmessage = (message) => {
      heard(RecordJudge.measure(message.data.channels));
      if (blocks) blocks.push(message.data);
    };
    source.connect(node);
    await context.resume();
    const track = stream.getAudioTracks()[0].getSettings();
    // When a moment of the sound card's clock comes out of the loudspeaker, in milliseconds of the page.
    const outAt = (seconds) => {
      const stamp = context.getOutputTimestamp ? context.getOutputTimestamp() : {};
      if (stamp.performanceTime) return stamp.performanceTime + (seconds - stamp.contextTime) * 1000;
      return performance.now() + (seconds - context.currentTime + (context.outputLatency || 0)) * 1000;
    };
    return {
      context, outAt,
      device: track.deviceId || "",
      guess: (context.outputLatency || context.baseLatency || 0.02) + (track.latency || 0.02),
      roll: () => { blocks = []; },
      take: () => { const all = blocks || []; blocks = null; return all; },
      close: () => { node.port.postMessage("stop"); stream.getTracks().forEach((one) => one.stop()); return context.close(); },
    };
  };

  // The samples from one place of the clock on, as a WAV file; what came before is cut off. What is
  // missing at the beginning is silence, so that the file begins where it is to begin.
  const cut = (blocks, from) => {
    const first = Math.round(from);
    const packed = [];
    if (!blocks.length) return null;
    const missing = blocks[0].at - first;
    if (missing > 0) packed.push(RecordWav.pack([new Float32Array(missing)]));
    let samples = Math.max(0, missing);
    for (const { at, channels } of blocks) {
      const late = Math.max(0, first - at);
      if (late >= channels[0].length) continue;
      const kept = channels[0].subarray(late);
      packed.push(RecordWav.pack([kept]));
      samples += kept.length;
    }
    return { file: RecordWav.file(packed, RATE, 1), seconds: samples / RATE };
  };
  return { open, cut, RATE };
})();
