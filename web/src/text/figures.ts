// Numbers, times and sentences as a reader expects them: a true minus sign, one decimal, and a dash for what does not exist.

export const MINUS = '−';
const NONE = '–';

export function number(value: number | null | undefined, decimals = 1): string {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return NONE;
  }

  const digits = Math.abs(value).toFixed(decimals);
  return value < 0 && /[1-9]/.test(digits) ? MINUS + digits : digits;
}

/** Up to so many decimals, without trailing noughts. */
export function short(value: number, decimals = 2): string {
  const digits = String(Number(Math.abs(value).toFixed(decimals)));
  return value < 0 && digits !== '0' ? MINUS + digits : digits;
}

export function signed(value: number | null | undefined, decimals = 1): string {
  const text = number(value, decimals);
  return text === NONE || text.startsWith(MINUS) || !/[1-9]/.test(text) ? text : `+${text}`;
}

/** 3:07, in an hour and more 1:03:07. */
export function time(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds + 1e-6));
  const two = (n: number): string => String(n).padStart(2, '0');
  return whole < 3600 ? `${Math.floor(whole / 60)}:${two(whole % 60)}` : `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** 3:07.4 */
export const timeTenths = (seconds: number): string => `${time(seconds)}.${Math.floor(Math.max(0, seconds) * 10 + 1e-6) % 10}`;

/** A place for a screen reader: 3 minutes 7 seconds. */
export function spokenTime(seconds: number): string {
  const whole = Math.round(seconds);
  const part = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
  return whole < 60 ? part(whole, 'second') : `${part(Math.floor(whole / 60), 'minute')} ${part(whole % 60, 'second')}`;
}

export function times(from: number | null, to: number | null, duration: number): string {
  const [start, end] = [from ?? 0, Math.min(to ?? duration, duration)];
  return start < 0.5 && end > duration - 0.5 ? 'whole track' : time(start) === time(end) ? time(start) : `${time(start)}${NONE}${time(end)}`;
}

export function hertz(value: number): string {
  return value >= 1000 ? `${short(value / 1000, 2)} kHz` : `${short(value, 1)} Hz`;
}

export const rate = (value: number): string => `${short(value / 1000, 2)} kHz`;

export function bytes(value: number): string {
  return value >= 1e9 ? `${number(value / 1e9, 2)} GB` : value >= 1e6 ? `${number(value / 1e6, value >= 1e8 ? 0 : 1)} MB` : `${Math.max(1, Math.round(value / 1e3))} kB`;
}

/** A sentence begins with a capital and ends with a full stop. */
export function sentence(text: string): string {
  // Quotes as they are set; a number stays with its unit.
  const trimmed = text.trim().replace(/"([^"]*)"/g, '“$1”').replace(/(\d) (dB|dBFS|dBTP|LUFS|LU|kHz|Hz|ms|s|%)(?=[\s,.:;)]|$)/g, '$1\u00a0$2');
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.?!]$/.test(begun) ? begun : `${begun}.`;
}

export function list(words: string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

/** A song's name: the file's, without its ending. */
export const songName = (file: string): string => file.replace(/\.(wav|wave|aiff?|aifc|flac|mp3|ogg|oga|opus|m4a|aac|mp4)$/i, '') || file;

/** 2026-11 becomes November 2026. */
export const month = (text: string): string =>
  new Date(`${text}-01T00:00:00Z`).toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

export const dateOf = (text: string): string => new Date(text).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

export const day = (text: string): string => new Date(text).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
