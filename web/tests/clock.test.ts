import { describe, expect, it } from 'vitest';
import { loopBetween, previewRange, songFrameAt } from '../src/audio/clock';

describe('the place in the song', () => {
  it('follows the clock to the frame', () => {
    const anchor = { clockFrame: 1000, songFrame: 44100, loop: null };
    expect(songFrameAt(anchor, 1000)).toBe(44100);
    expect(songFrameAt(anchor, 45101)).toBe(88201);
  });

  it('rests before its moment has come', () => {
    expect(songFrameAt({ clockFrame: 1000, songFrame: 7, loop: null }, 10)).toBe(7);
  });

  it('goes round a loop without losing a frame', () => {
    const anchor = { clockFrame: 0, songFrame: 90, loop: { start: 100, end: 130 } };
    const places = Array.from({ length: 75 }, (_, clock) => songFrameAt(anchor, clock));
    expect(places.slice(0, 12)).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101]);
    expect(places[39]).toBe(129);
    expect(places[40]).toBe(100);
    expect(places[70]).toBe(100);
  });

  it('never enters a loop from behind, as sources do not either', () => {
    expect(songFrameAt({ clockFrame: 0, songFrame: 200, loop: { start: 100, end: 130 } }, 50)).toBe(250);
  });
});

describe('a loop', () => {
  it('may be drawn backwards and stays within the song', () => {
    expect(loopBetween(12.345, -3, 10)).toEqual({ start: 0, end: 10 });
    expect(loopBetween(8, 4, 10)).toEqual({ start: 4, end: 8 });
  });

  it('is not made by a click', () => {
    expect(loopBetween(4, 4.2, 10)).toBeNull();
  });

  it('falls on whole frames at the usual rates', () => {
    const loop = loopBetween(1.23456, 9.87654, 20)!;
    for (const rate of [44100, 48000, 96000]) {
      expect(Math.abs((loop.start * rate) - Math.round(loop.start * rate))).toBeLessThan(1e-6);
    }
  });
});

describe('what a change is first heard on', () => {
  it('is the loop', () => expect(previewRange({ start: 3, end: 9 }, 50, 100)).toEqual({ start: 3, end: 9 }));
  it('is never long', () => expect(previewRange({ start: 3, end: 90 }, 50, 100)).toEqual({ start: 3, end: 33 }));
  it('is ten seconds from just before the playhead', () => expect(previewRange(null, 50, 100)).toEqual({ start: 49, end: 59 }));
  it('ends with the song', () => expect(previewRange(null, 99, 100)).toEqual({ start: 90, end: 100 }));
  it('is all of a short song', () => expect(previewRange(null, 1, 3)).toEqual({ start: 0, end: 3 }));
});
