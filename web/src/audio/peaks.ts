/** A track's outline: highest sample and mean square of each column, over all channels. */
export interface Outline { peak: Float32Array; rms: Float32Array }

/** As many columns as a wide screen shows twice over. */
export const COLUMNS = 4096;

export function outlineOf(channels: Float32Array[], columns = COLUMNS): Outline {
  const length = channels[0]?.length ?? 0;
  const peak = new Float32Array(columns);
  const rms = new Float32Array(columns);
  for (let c = 0; c < columns; c++) {
    const from = Math.floor(c * length / columns);
    const to = Math.max(from + 1, Math.floor((c + 1) * length / columns));
    let highest = 0;
    let sum = 0;
    for (const channel of channels) {
      for (let n = from; n < to && n < length; n++) {
        const value = channel[n]!;
        const size = value < 0 ? -value : value;
        if (size > highest) {
          highest = size;
        }

        sum += value * value;
      }
    }

    peak[c] = highest;
    rms[c] = Math.sqrt(sum / ((to - from) * Math.max(1, channels.length)));
  }

  return { peak, rms };
}

/** The largest value of an outline between two columns. */
export function highestBetween(values: Float32Array, from: number, to: number): number {
  let highest = 0;
  for (let i = Math.max(0, Math.floor(from)); i < Math.min(values.length, Math.max(Math.ceil(to), Math.floor(from) + 1)); i++) {
    highest = Math.max(highest, values[i]!);
  }

  return highest;
}
