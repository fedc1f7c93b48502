// Loudness by ITU-R BS.1770-5, Annex 1, for stretches whose loudness no report tells: previews.

interface Biquad { b0: number; b1: number; b2: number; a1: number; a2: number }

/** The two filters of the K weighting at any rate, from the analogue prototypes that the standard's 48 kHz coefficients stand for. */
function weighting(rate: number): [Biquad, Biquad] {
  const shelf = (): Biquad => {
    const K = Math.tan(Math.PI * 1681.974450955533 / rate);
    const Q = 0.7071752369554196;
    const Vh = 10 ** (3.999843853973347 / 20);
    const Vb = Vh ** 0.4996667741545416;
    const a0 = 1 + (K / Q) + (K * K);
    return {
      b0: (Vh + (Vb * K / Q) + (K * K)) / a0,
      b1: 2 * ((K * K) - Vh) / a0,
      b2: (Vh - (Vb * K / Q) + (K * K)) / a0,
      a1: 2 * ((K * K) - 1) / a0,
      a2: (1 - (K / Q) + (K * K)) / a0,
    };
  };
  const highPass = (): Biquad => {
    const K = Math.tan(Math.PI * 38.13547087602444 / rate);
    const Q = 0.5003270373238773;
    const a0 = 1 + (K / Q) + (K * K);
    return { b0: 1, b1: -2, b2: 1, a1: 2 * ((K * K) - 1) / a0, a2: (1 - (K / Q) + (K * K)) / a0 };
  };
  return [shelf(), highPass()];
}

function filtered(samples: Float32Array, f: Biquad): Float32Array {
  const out = new Float32Array(samples.length);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let n = 0; n < samples.length; n++) {
    const x = samples[n]!;
    const y = (f.b0 * x) + (f.b1 * x1) + (f.b2 * x2) - (f.a1 * y1) - (f.a2 * y2);
    [x2, x1, y2, y1] = [x1, x, y1, y];
    out[n] = y;
  }

  return out;
}

/** Integrated loudness in LUFS of planar channels; null where everything is gated out. */
export function integratedLoudness(channels: Float32Array[], rate: number): number | null {
  const [shelf, highPass] = weighting(rate);
  const step = Math.round(rate / 10);
  const steps = Math.floor((channels[0]?.length ?? 0) / step);
  const energy = new Float64Array(steps);
  for (const channel of channels) {
    const weighted = filtered(filtered(channel, shelf), highPass);
    for (let s = 0; s < steps; s++) {
      let sum = 0;
      for (let n = s * step; n < (s + 1) * step; n++) {
        sum += weighted[n]! * weighted[n]!;
      }

      // One channel sounds from both loudspeakers as far as the measure goes: it counts once.
      energy[s]! += sum / step;
    }
  }

  // Blocks of 400 ms that overlap by three quarters.
  const blocks: number[] = [];
  for (let s = 0; s + 4 <= steps; s++) {
    blocks.push((energy[s]! + energy[s + 1]! + energy[s + 2]! + energy[s + 3]!) / 4);
  }

  const lufs = (mean: number): number => -0.691 + (10 * Math.log10(mean));
  const average = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const audible = blocks.filter(block => lufs(block) > -70);
  if (audible.length === 0) {
    return null;
  }

  const gate = lufs(average(audible)) - 10;
  return lufs(average(audible.filter(block => lufs(block) > gate)));
}
