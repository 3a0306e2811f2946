// Hears the microphone, sample by sample, and passes it on in blocks of a twentieth of a second.
class Recorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.size = 2048;
    this.blocks = [];
    this.filled = 0;
    this.over = false;
    this.port.onmessage = () => { this.pass(); this.over = true; };
  }

  pass() {
    if (!this.filled) return;
    const channels = this.blocks.map((block) => block.slice(0, this.filled));
    this.filled = 0;
    this.port.postMessage(channels, channels.map((channel) => channel.buffer));
  }

  process(inputs) {
    const heard = inputs[0];
    if (!heard || !heard.length) return !this.over;
    if (heard.length !== this.blocks.length) {
      this.pass();
      this.blocks = heard.map(() => new Float32Array(this.size));
    }
    heard.forEach((channel, at) => this.blocks[at].set(channel, this.filled));
    this.filled += heard[0].length;
    if (this.filled + heard[0].length > this.size) this.pass();
    return !this.over;
  }
}
registerProcessor("recorder", Recorder);
