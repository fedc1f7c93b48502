// Browsers cannot read AIFF; as WAV they can. Only plain samples are turned: nothing else comes from a studio.

const text = (view: DataView, at: number): string => String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

export const isAiff = (data: ArrayBuffer): boolean =>
  data.byteLength > 12 && text(new DataView(data), 0) === 'FORM' && ['AIFF', 'AIFC'].includes(text(new DataView(data), 8));

/** An 80-bit float, as AIFF writes its rate. */
function extended(view: DataView, at: number): number {
  const exponent = (view.getUint16(at) & 0x7fff) - 16383;
  return (view.getUint32(at + 2) * 2 ** (exponent - 31)) + (view.getUint32(at + 6) * 2 ** (exponent - 63));
}

/** The same samples as a WAV file; null when they are packed in a way that is not known here. */
export function wavFromAiff(data: ArrayBuffer): ArrayBuffer | null {
  const view = new DataView(data);
  let [channels, bits, rate] = [0, 0, 0];
  let coding = 'NONE';
  for (let at = 12; at + 8 <= data.byteLength;) {
    const id = text(view, at);
    const size = view.getUint32(at + 4);
    if (id === 'COMM') {
      channels = view.getUint16(at + 8);
      bits = view.getUint16(at + 14);
      rate = Math.round(extended(view, at + 16));
      coding = size >= 22 ? text(view, at + 26) : 'NONE';
    } else if (id === 'SSND' && channels > 0) {
      const from = at + 16 + view.getUint32(at + 8);
      return packed(new Uint8Array(data, from, Math.min(size - 8, data.byteLength - from)), channels, bits, rate, coding);
    }

    at += 8 + size + (size & 1);
  }

  return null;
}

function packed(samples: Uint8Array, channels: number, bits: number, rate: number, coding: string): ArrayBuffer | null {
  const float = coding === 'fl32' || coding === 'FL32';
  if (!float && !['NONE', 'twos', 'sowt'].includes(coding) || ![16, 24, 32].includes(bits)) {
    return null;
  }

  const width = bits / 8;
  const length = samples.length - (samples.length % (width * channels));
  const wav = new ArrayBuffer(44 + length);
  const view = new DataView(wav);
  const write = (at: number, word: string): void => [...word].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  write(0, 'RIFF');
  view.setUint32(4, 36 + length, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, float ? 3 : 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * channels * width, true);
  view.setUint16(32, channels * width, true);
  view.setUint16(34, bits, true);
  write(36, 'data');
  view.setUint32(40, length, true);
  const out = new Uint8Array(wav, 44);
  for (let i = 0; i < length; i += width) {
    for (let b = 0; b < width; b++) {
      out[i + b] = samples[coding === 'sowt' ? i + b : i + width - 1 - b]!;
    }
  }

  return wav;
}
