import { describe, expect, it } from 'vitest';
import { wordsOfChanges } from '../src/text/changes';
import { hertz, number, signed, songName, time, times } from '../src/text/figures';
import { isAiff, wavFromAiff } from '../src/audio/aiff';

const change = (stage: string, parameter: string, before: number, after: number, fromSeconds: number | null = null, toSeconds: number | null = null) =>
  ({ stage, parameter, before, after, fromSeconds, toSeconds });

describe('numbers', () => {
  it('have a true minus sign, and none before nought', () => {
    expect(number(-12.04)).toBe('−12.0');
    expect(number(-0.01)).toBe('0.0');
    expect(number(null)).toBe('–');
    expect(signed(0.52)).toBe('+0.5');
    expect(signed(0)).toBe('0.0');
    expect(hertz(1400)).toBe('1.4 kHz');
  });

  it('tell times', () => {
    expect(time(67.9)).toBe('1:07');
    expect(time(3723)).toBe('1:02:03');
    expect(times(0, 200, 200)).toBe('whole track');
    expect(times(12, 15.5, 200)).toBe('0:12–0:15');
  });

  it('name songs', () => expect(songName('A.B mix.flac')).toBe('A.B mix'));
});

describe('a difference in words', () => {
  it('joins neighbouring bands', () => {
    expect(wordsOfChanges([change('equalizer', 'mid63Hz', 0, 0.4), change('equalizer', 'mid125Hz', 0, 1.2), change('equalizer', 'mid500Hz', 0, 0.8)]))
      .toEqual(['Equaliser: +1.2 dB from 63 Hz to 500 Hz, most at 125 Hz']);
  });

  it('names places once', () => {
    expect(wordsOfChanges([change('image', 'highWidthDb', 0, 1, 10, 20), change('image', 'highWidthDb', 0, 1, 40, 60)]))
      .toEqual(['Stereo image: side, above 4 kHz 0\u00a0dB → 1\u00a0dB, at 0:10–0:20 and 0:40–1:00']);
  });

  it('tells goals', () => {
    expect(wordsOfChanges([change('target', 'loudnessLufs', -12, -10.5)])).toEqual(['Goal: loudness −12\u00a0LUFS → −10.5\u00a0LUFS']);
  });
});

describe('AIFF', () => {
  it('becomes WAV sample by sample', () => {
    const aiff = new Uint8Array([
      ...'FORM'.split('').map(c => c.charCodeAt(0)), 0, 0, 0, 50, ...'AIFFCOMM'.split('').map(c => c.charCodeAt(0)), 0, 0, 0, 18,
      0, 1, 0, 0, 0, 2, 0, 16, 0x40, 0x0e, 0xac, 0x44, 0, 0, 0, 0, 0, 0, ...'SSND'.split('').map(c => c.charCodeAt(0)), 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0x12, 0x34, 0xff, 0xfe,
    ]).buffer;
    expect(isAiff(aiff)).toBe(true);
    const wav = new DataView(wavFromAiff(aiff)!);
    expect(wav.getUint32(24, true)).toBe(44100);
    expect(wav.getInt16(44, true)).toBe(0x1234);
    expect(wav.getInt16(46, true)).toBe(-2);
  });
});
