import { account, show } from '../state/account';
import { theme, type Theme } from '../state/settings';
import { go } from '../state/songs';
import { Icon } from './Icon';
import { pickFiles } from './files';
import { helpOpen } from './Help';
import { listOpen } from './SongList';

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const THEME = { system: ['half', 'Colours as the system has them'], light: ['sun', 'Light colours'], dark: ['moon', 'Dark colours'] } as const;

export function TopBar() {
  return (
    <header class="top">
      <button type="button" class="quiet-button songs-button" aria-expanded={listOpen.value} aria-controls="songs" onClick={() => { listOpen.value = !listOpen.value; }}>
        <Icon name="list" /><span class="wide-only">Songs</span><span class="unseen narrow-only">Songs</span>
      </button>
      <a class="brand" href="#/" onClick={event => { event.preventDefault(); go(null); }}><Disc />Lacquer</a>
      <span class="grow" />
      <ThemeButton />
      <HelpButton />
      {account.value?.login ? <button type="button" class="quiet-button" aria-label="Your account" title={account.value.email ?? 'Your account'} onClick={() => void show()}><Icon name="person" /></button> : null}
      <button type="button" class="button add-button" onClick={() => pickFiles('song')}><Icon name="plus" /><span>Add a mix</span></button>
    </header>
  );
}

/** The name alone: a listener has no studio to go to. */
export const Brand = () => <span class="brand"><Disc />Lacquer</span>;

export function ThemeButton() {
  const [icon, words] = THEME[theme.value];
  return <button type="button" class="quiet-button" aria-label={`${words}. Change`} title={words} onClick={() => { theme.value = NEXT[theme.value]; }}><Icon name={icon} /></button>;
}

export const HelpButton = () => <button type="button" class="quiet-button" aria-label="Help and keys" title="Help and keys (?)" onClick={() => { helpOpen.value = true; }}><Icon name="help" /></button>;

export function Disc() {
  return (
    <svg class="disc" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <circle class="disc-body" cx="16" cy="16" r="15" /><circle class="disc-groove" cx="16" cy="16" r="11.5" /><circle class="disc-groove" cx="16" cy="16" r="8.5" />
      <circle class="disc-label" cx="16" cy="16" r="5.2" /><circle class="disc-hole" cx="16" cy="16" r="1.3" />
    </svg>
  );
}
