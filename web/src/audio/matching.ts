// Equal loudness: the louder versions are turned down to the quietest, never the other way, so that nothing clips.

/** Gain in dB for each version; 0 where a loudness is not known. */
export function matchGainsDb(loudnessLufs: Map<string, number | null>): Map<string, number> {
  const known = [...loudnessLufs.values()].filter((value): value is number => value !== null && Number.isFinite(value));
  const quietest = Math.min(...known);
  return new Map([...loudnessLufs].map(([id, value]) => [id, value === null || !Number.isFinite(value) || known.length < 2 ? 0 : quietest - value]));
}

export const toLinear = (db: number): number => 10 ** (db / 20);

/** The loudness a stretch stands for: that of the whole it is compared with, moved by how far the same seconds differ. */
export function loudnessOfStretch(wholeLufs: number | null, sameSecondsLufs: number | null, stretchLufs: number | null): number | null {
  return wholeLufs === null || sameSecondsLufs === null || stretchLufs === null ? wholeLufs : wholeLufs + (stretchLufs - sameSecondsLufs);
}
