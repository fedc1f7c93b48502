// Where in the song the sound is, in whole frames, so that every version starts on the same sample.

export interface Loop { start: number; end: number }

/** Playing began at `songFrame` when the audio clock stood at `clockFrame`. */
export interface Anchor { clockFrame: number; songFrame: number; loop: Loop | null }

/** The frame of the song that sounds at a frame of the clock. */
export function songFrameAt(anchor: Anchor, clockFrame: number): number {
  const frame = anchor.songFrame + Math.max(0, clockFrame - anchor.clockFrame);
  const { loop } = anchor;
  // A source that starts behind its loop never enters it.
  if (!loop || anchor.songFrame >= loop.end || frame < loop.end) {
    return frame;
  }

  return loop.start + ((frame - loop.start) % (loop.end - loop.start));
}

export const toFrames = (seconds: number, rate: number): number => Math.round(seconds * rate);

/** A loop from two points in any order, held within the song; null when it is too short to be meant. */
export function loopBetween(a: number, b: number, durationSeconds: number, leastSeconds = 0.5): { start: number; end: number } | null {
  const start = Math.max(0, Math.min(a, b));
  const end = Math.min(durationSeconds, Math.max(a, b));
  // Hundredths of a second are whole frames at every usual rate.
  const rounded = { start: Math.round(start * 100) / 100, end: Math.floor(end * 100) / 100 };
  return rounded.end - rounded.start >= leastSeconds ? rounded : null;
}

/** What a change is first heard on: the loop if there is one, else some seconds around the playhead. */
export function previewRange(loop: { start: number; end: number } | null, at: number, durationSeconds: number): { start: number; end: number } {
  const longest = 30;
  const usual = 10;
  const least = 0.5;
  if (loop && loop.end - loop.start >= least) {
    return { start: loop.start, end: Math.min(loop.end, loop.start + longest) };
  }

  const length = Math.min(usual, durationSeconds);
  const start = Math.max(0, Math.min(at - 1, durationSeconds - length));
  return loopBetween(start, start + length, durationSeconds, 0) ?? { start: 0, end: durationSeconds };
}
