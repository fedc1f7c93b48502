import { describe, expect, it } from 'vitest';
import { above } from '../src/charts/overs';

describe('what lies above full scale', () => {
  it('is told in stretches of neighbouring seconds', () => {
    expect(above([-1, 0.2, 0.1, 0, null, 3], 0)).toEqual([{ from: 1, to: 3 }, { from: 5, to: 6 }]);
  });

  it('is nothing in a quiet or silent song', () => {
    expect(above([-1, null, 0], 0)).toEqual([]);
    expect(above([], 0)).toEqual([]);
  });
});
