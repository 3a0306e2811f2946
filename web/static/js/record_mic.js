// The microphone as it is: no echo cancelling, no noise gate, no automatic gain, which all would
// eat the silence of a room. Asks for 48 kHz; a device that cannot keeps its own rate.
const RecordMic = (() => {
  const AS_IT_IS = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const RATE = 48000;
  const MOST_CHANNELS = 2;

  const can = () => Boolean(window.isSecureContext && navigator.mediaDevices && navigator.mediaDevices.getUserMedia && window.AudioWorkletNode);
  const trouble = (fault) => (["NotAllowedError", "SecurityError"].includes(fault.name) ? "refused" : "missing");

  const listenAt = async (stream, rate) => {
    const context = new AudioContext(rate ? { sampleRate: rate } : {});
    try {
      return { context, source: context.createMediaStreamSource(stream) };
    } catch (fault) {
      await context.close();
      if (!rate) throw fault;
      return listenAt(stream, 0);
    }
  };

  const open = async (worklet, heard) => {
    const audio = { ...AS_IT_IS, channelCount: { ideal: MOST_CHANNELS }, sampleRate: { ideal: RATE } };
    const stream = await navigator.mediaDevices.getUserMedia({ audio });
    const { context, source } = await listenAt(stream, RATE);
    await context.audioWorklet.addModule(worklet);
    const node = new AudioWorkletNode(context, "recorder", { numberOfOutputs: 0 });
    let blocks = null;
    let channels = 0;
    let samples = 0;
    node.port.onmessage = (message) => {
      const block = message.data.slice(0, MOST_CHANNELS);
      heard(RecordJudge.measure(block));
      if (!blocks) return;
      // A microphone that is changed on the way does not change the file.
      channels = channels || block.length;
      while (block.length < channels) block.push(block[0]);
      blocks.push(RecordWav.pack(block.slice(0, channels)));
      samples += block[0].length;
    };
    source.connect(node);
    await context.resume();
    const close = () => {
      stream.getTracks().forEach((track) => track.stop());
      return context.close();
    };
    return {
      close,
      roll: () => { blocks = []; channels = 0; samples = 0; },
      seconds: () => samples / context.sampleRate,
      stop: async () => {
        node.port.postMessage("stop");
        await new Promise((done) => { setTimeout(done, 80); });
        const rate = context.sampleRate;
        await close();
        return { file: RecordWav.file(blocks, rate, channels || 1), seconds: samples / rate };
      },
    };
  };
  return { can, open, trouble };
})();
