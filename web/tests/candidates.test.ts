import { describe, expect, it } from 'vitest';
import { candidatesFrom, shuffled } from '../src/audio/candidates';

describe('three candidates', () => {
  it('begin with what was decided, unchanged', () => {
    expect(candidatesFrom({ compression: 3, width: 3, deharsh: 3, eq: 3 })[0]).toEqual({ way: 'asDecided', controls: {} });
  });

  it('stay within what the controls allow', () => {
    for (const value of [1, 5]) {
      for (const { controls } of candidatesFrom({ compression: value, width: value, deharsh: value, eq: value })) {
        const numbers = Object.values(controls).filter((each): each is number => typeof each === 'number');
        expect(numbers.every(each => each >= 1 && each <= 5)).toBe(true);
      }
    }
  });

  it('go opposite ways', () => {
    const [, warmer, livelier] = candidatesFrom({ compression: 3, width: 3, deharsh: 3, eq: 3 });
    expect(warmer!.controls).toMatchObject({ style: 'warm', compression: 4, eq: 2 });
    expect(livelier!.controls).toMatchObject({ style: 'open', compression: 2, width: 4, eq: 4 });
  });
});

describe('shuffling', () => {
  it('keeps everything and makes every order', () => {
    const seen = new Set<string>();
    for (const first of [0, 1, 2]) {
      for (const second of [0, 1]) {
        const draws = [first, second];
        seen.add(shuffled(['a', 'b', 'c'], () => draws.shift()!).join(''));
      }
    }

    expect([...seen].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  });

  it('puts nothing in front more often than chance does', () => {
    const times = 6000;
    let first = 0;
    for (let i = 0; i < times; i++) {
      first += shuffled(['a', 'b', 'c'])[0] === 'a' ? 1 : 0;
    }

    // Five standard deviations of a binomial with one third.
    expect(Math.abs(first - times / 3)).toBeLessThan(5 * Math.sqrt(times * 2 / 9));
  });
});
