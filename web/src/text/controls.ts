// The controls as a musician reads them.

export interface Step { name: 'strength' | 'compression' | 'eq' | 'width' | 'deharsh' | 'volume'; title: string; words: [string, string, string, string, string]; about: string }

export const VOLUME: Step = {
  name: 'volume', title: 'Volume', about: '',
  words: ['3 LU softer', '1.5 LU softer', 'as the intensity asks', '1.5 LU louder', '3 LU louder'],
};

export const STEPS: Step[] = [
  { name: 'strength', title: 'Strength', about: 'How far all of it goes', words: ['nearly transparent', 'gentle', 'automatic', 'firm', 'as far as it goes'] },
  { name: 'eq', title: 'Tone', about: 'Dark to bright', words: ['dark', 'darker', 'automatic', 'brighter', 'bright'] },
  { name: 'compression', title: 'Compression', about: 'Control of dynamics', words: ['open', 'light', 'automatic', 'dense', 'very dense'] },
  { name: 'width', title: 'Width', about: 'Lows always stay in the middle', words: ['narrow', 'narrower', 'automatic', 'wider', 'wide'] },
  { name: 'deharsh', title: 'De-harsh', about: 'Harshness held down', words: ['hardly', 'less', 'automatic', 'more', 'hard'] },
];

export const GENRES = ['auto', 'blues', 'classical', 'country', 'disco', 'hiphop', 'jazz', 'metal', 'pop', 'reggae', 'rock'];

export const genreTitle = (name: string): string => name === 'auto' ? 'As heard' : name === 'hiphop' ? 'Hip-hop' : name.charAt(0).toUpperCase() + name.slice(1);

const TARGETS: Record<string, string> = {
  spotify: 'Spotify', youtube: 'YouTube', tidal: 'TIDAL', amazon: 'Amazon Music', deezer: 'Deezer', apple: 'Apple Music',
  podcast: 'Podcast', broadcast: 'Broadcast', cd: 'CD', club: 'Club', vinyl: 'Vinyl',
};

export const targetTitle = (name: string): string => TARGETS[name] ?? name;

/** One wish of a revision in a few words. */
export function wish(name: string, value: string | number): string {
  const step = [VOLUME, ...STEPS].find(each => each.name === name);
  if (step) {
    return `${step.title.toLowerCase()} ${value}`;
  }

  return name === 'loudness' ? (Number.isFinite(Number(value)) ? `${String(value).replace('-', '−')} LUFS` : targetTitle(String(value)))
    : name === 'ceiling' ? `ceiling ${String(value).replace('-', '−')} dBTP`
    : name === 'genre' ? (value === 'auto' ? 'genre as heard' : genreTitle(String(value)).toLowerCase())
    : name === 'intensity' ? `${value} intensity`
    : name === 'decision' ? `${value} judge` : String(value);
}
