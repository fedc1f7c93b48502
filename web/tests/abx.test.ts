import { describe, expect, it } from 'vitest';
import { chanceOfGuessing, meaning } from '../src/audio/abx';

describe('a blind test', () => {
  // Upper tails of a binomial with one half, counted by hand: 8 of 8 is 1/256, 7 of 8 is 9/256.
  it.each([[8, 8, 1 / 256], [8, 7, 9 / 256], [10, 5, 638 / 1024], [16, 12, 2517 / 65536], [1, 0, 1], [0, 0, 1]])(
    'of %i trials with %i right', (trials, correct, chance) => expect(chanceOfGuessing({ trials, correct })).toBeCloseTo(chance, 10));

  it('stays a chance for many trials', () => {
    expect(chanceOfGuessing({ trials: 400, correct: 200 })).toBeCloseTo(0.52, 2);
    expect(chanceOfGuessing({ trials: 400, correct: 400 })).toBeGreaterThan(0);
  });

  it('claims nothing from a handful of answers', () => {
    expect(meaning({ trials: 4, correct: 4 })).toContain('too few');
    expect(meaning({ trials: 8, correct: 8 })).toContain('beyond reasonable doubt');
    expect(meaning({ trials: 8, correct: 5 })).toContain('guessing');
  });
});
