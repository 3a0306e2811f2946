// Hears the microphone and says of each block at which sample of the sound card's clock it began.
class Foley extends AudioWorkletProcessor {
  constructor() {
    super();
    this.over = false;
    this.port.onmessage = () => { this.over = true; };
  }

  process(inputs) {
    const heard = inputs[0];
    if (heard && heard.length) this.port.postMessage({ at: currentFrame, channels: heard.slice(0, 2).map((channel) => channel.slice()) });
    return !this.over;
  }
}
registerProcessor("foley", Foley);
