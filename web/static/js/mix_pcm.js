// Reads a WAV file piece by piece: a stem of a long film is never whole in memory. Claquette writes
// its stems itself (16 or 24 bits), so that a piece is a range of bytes and needs no decoder.
const MixPcm = (() => {
  const HEAD = 4096;
  const get = async (url, from, to) => {
    const answer = await fetch(url, { headers: { Range: `bytes=${from}-${to}` } });
    if (!answer.ok) throw new Error(`the sound answers ${answer.status}`);
    const bytes = await answer.arrayBuffer();
    return answer.status === 206 ? bytes : bytes.slice(from, to + 1);
  };

  // Where the samples begin, and what they are.
  const open = async (url) => {
    const view = new DataView(await get(url, 0, HEAD - 1));
    const word = (at) => String.fromCharCode(...[0, 1, 2, 3].map((step) => view.getUint8(at + step)));
    const file = { url };
    for (let at = 12; at + 8 <= view.byteLength; at += 8 + view.getUint32(at + 4, true)) {
      if (word(at) === "fmt ") {
        file.channels = view.getUint16(at + 10, true);
        file.rate = view.getUint32(at + 12, true);
        file.bytes = view.getUint16(at + 22, true) / 8;
      }
      if (word(at) !== "data") continue;
      file.start = at + 8;
      file.frames = Math.floor(view.getUint32(at + 4, true) / (file.channels * file.bytes));
      return file;
    }
    throw new Error("this is no WAV file");
  };

  // Some samples as a buffer that can be played; null after the end.
  const read = async (file, first, count) => {
    const frames = Math.min(count, file.frames - first);
    if (frames <= 0) return null;
    const step = file.channels * file.bytes;
    const bytes = new Uint8Array(await get(file.url, file.start + first * step, file.start + (first + frames) * step - 1));
    const buffer = new AudioBuffer({ length: frames, numberOfChannels: file.channels, sampleRate: file.rate });
    const full = 2 ** (8 * file.bytes - 1);
    for (let channel = 0; channel < file.channels; channel += 1) {
      const samples = buffer.getChannelData(channel);
      for (let at = 0, byte = channel * file.bytes; at < frames; at += 1, byte += step) {
        // The highest byte carries the sign.
        let whole = (bytes[byte + file.bytes - 1] << 24) >> 24;
        for (let place = file.bytes - 2; place >= 0; place -= 1) whole = whole * 256 + bytes[byte + place];
        samples[at] = whole / full;
      }
    }
    return buffer;
  };
  return { open, read };
})();
