import { describe, expect, it } from 'vitest';
import { loudnessOfStretch, matchGainsDb, toLinear } from '../src/audio/matching';
import { integratedLoudness } from '../src/audio/loudness';

describe('equal loudness', () => {
  it('turns the louder down and leaves the quietest alone', () => {
    const gains = matchGainsDb(new Map([['mix', -20.6], ['r1', -12], ['ref', -9]]));
    expect(gains.get('mix')).toBe(0);
    expect(gains.get('r1')).toBeCloseTo(-8.6, 9);
    expect(gains.get('ref')).toBeCloseTo(-11.6, 9);
  });

  it('never turns anything up', () => {
    for (const gain of matchGainsDb(new Map([['a', -3], ['b', -40]])).values()) {
      expect(gain).toBeLessThanOrEqual(0);
    }
  });

  it('leaves alone what has no loudness, and what has nothing to be matched to', () => {
    expect(matchGainsDb(new Map<string, number | null>([['a', null], ['b', -12]])).get('b')).toBe(0);
    expect(matchGainsDb(new Map([['b', -12]])).get('b')).toBe(0);
  });

  it('makes the louder as loud as the other', () => {
    const gains = matchGainsDb(new Map([['mix', -18], ['r1', -12]]));
    expect(-12 + (20 * Math.log10(toLinear(gains.get('r1')!)))).toBeCloseTo(-18, 9);
  });

  it('judges a stretch against the same seconds of what it was made from', () => {
    expect(loudnessOfStretch(-12, -10, -9)).toBe(-11);
    expect(loudnessOfStretch(-12, null, -9)).toBe(-12);
  });
});

describe('the loudness meter', () => {
  // EBU Tech 3341, case 1: a stereo sine of 1 kHz at −23 dBFS reads −23 LUFS, ±0.1 LU.
  const sine = (level: number, rate: number, seconds = 5): Float32Array =>
    Float32Array.from({ length: rate * seconds }, (_, n) => (10 ** (level / 20)) * Math.sin(2 * Math.PI * 1000 * n / rate));

  for (const rate of [44100, 48000, 96000]) {
    it(`reads the standard's tone at ${rate} Hz`, () => {
      const tone = sine(-23, rate);
      expect(Math.abs(integratedLoudness([tone, tone], rate)! + 23)).toBeLessThan(0.1);
    });
  }

  it('gates silence out', () => {
    const rate = 48000;
    const tone = new Float32Array(rate * 10);
    tone.set(sine(-23, rate));
    expect(Math.abs(integratedLoudness([tone, tone], rate)! + 23)).toBeLessThan(0.2);
    expect(integratedLoudness([new Float32Array(rate * 2)], rate)).toBeNull();
  });
});
