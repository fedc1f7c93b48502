// From values to pixels, and where the lines of a grid lie.

export interface Scale { map: (value: number) => number; invert: (pixel: number) => number; ticks: number[]; ends: [number, number] }

function linear(low: number, high: number, from: number, to: number, ticks: number[]): Scale {
  const factor = (to - from) / (high - low);
  return { map: value => from + ((value - low) * factor), invert: pixel => low + ((pixel - from) / factor), ticks, ends: [from, to] };
}

/** Round numbers, about as many as asked for. */
export function roundTicks(low: number, high: number, about: number): number[] {
  const rough = (high - low) / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(factor => factor * power).find(each => each >= rough) ?? 10 * power;
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9; k++) {
    ticks.push(k * step);
  }

  return ticks;
}

export function valueScale(low: number, high: number, from: number, to: number, about = 4): Scale {
  return linear(low, high, from, to, roundTicks(low, high, about));
}

/** A time axis: steps that a clock has. */
export function timeScale(seconds: number, width: number): Scale {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200];
  const step = steps.find(each => seconds / each <= width / 76) ?? 7200;
  const ticks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, k) => k * step);
  return linear(0, seconds, 0, width, ticks);
}

/** An octave axis. */
export function frequencyScale(low: number, high: number, width: number): Scale {
  const all = width < 480 ? [50, 200, 1000, 5000] : [31.5, 63, 125, 250, 500, 1000, 2000, 4000, 8000, 16000];
  const factor = width / Math.log(high / low);
  return {
    map: value => Math.log(value / low) * factor,
    invert: pixel => low * Math.exp(pixel / factor),
    ticks: all.filter(hz => hz >= low && hz <= high),
    ends: [0, width],
  };
}
