import { describe, expect, it } from 'vitest';
import { frequencyScale, roundTicks, timeScale, valueScale } from '../src/charts/scale';

describe('axes', () => {
  it('have round ticks within their range', () => {
    expect(roundTicks(-33, -5, 4)).toEqual([-30, -20, -10]);
    expect(roundTicks(0, 1, 4).map(tick => tick.toFixed(1))).toEqual(['0.0', '0.5', '1.0']);
  });

  it('have steps that a clock has', () => {
    expect(timeScale(305, 700).ticks).toEqual([0, 60, 120, 180, 240, 300]);
    expect(timeScale(12, 700).ticks[1]).toBe(2);
  });

  it('go there and back', () => {
    for (const scale of [valueScale(-30, 15, 200, 0), timeScale(305, 700), frequencyScale(20, 20000, 700)]) {
      expect(scale.invert(scale.map(12))).toBeCloseTo(12, 9);
    }
  });

  it('give every octave the same room', () => {
    const { map } = frequencyScale(20, 20000, 700);
    expect(map(2000) - map(1000)).toBeCloseTo(map(80) - map(40), 9);
  });
});
