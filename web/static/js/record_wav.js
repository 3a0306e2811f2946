// Samples to a WAV file: whole numbers of 24 bits, as every editing program reads them.
const RecordWav = (() => {
  const BYTES = 3;
  const LOUDEST = 2 ** 23 - 1;

  // One block of all channels, sample after sample.
  const pack = (channels) => {
    const length = channels[0].length;
    const packed = new Uint8Array(length * channels.length * BYTES);
    let at = 0;
    for (let sample = 0; sample < length; sample += 1) {
      for (const channel of channels) {
        const whole = Math.max(-LOUDEST - 1, Math.min(LOUDEST, Math.round(channel[sample] * 2 ** 23)));
        packed[at] = whole & 255;
        packed[at + 1] = (whole >> 8) & 255;
        packed[at + 2] = (whole >> 16) & 255;
        at += BYTES;
      }
    }
    return packed;
  };

  const head = (bytes, rate, channels) => {
    const view = new DataView(new ArrayBuffer(44));
    const words = (at, text) => [...text].forEach((letter, place) => view.setUint8(at + place, letter.charCodeAt(0)));
    words(0, "RIFF");
    view.setUint32(4, 36 + bytes, true);
    words(8, "WAVEfmt ");
    view.setUint32(16, 16, true);
    view.setUint16(20, 1, true);
    view.setUint16(22, channels, true);
    view.setUint32(24, rate, true);
    view.setUint32(28, rate * channels * BYTES, true);
    view.setUint16(32, channels * BYTES, true);
    view.setUint16(34, 8 * BYTES, true);
    words(36, "data");
    view.setUint32(40, bytes, true);
    return view.buffer;
  };

  const file = (blocks, rate, channels) => {
    const bytes = blocks.reduce((sum, block) => sum + block.length, 0);
    return new Blob([head(bytes, rate, channels), ...blocks], { type: "audio/wav" });
  };
  return { pack, file };
})();
