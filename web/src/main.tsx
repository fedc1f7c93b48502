import { render } from 'preact';
import './styles/index.css';
import { loadCatalogue } from './state/catalogue';
import * as compare from './state/compare';
import { discard, isEmpty } from './state/draft';
import * as preview from './state/preview';
import { loadReferences } from './state/references';
import { follow, shown } from './state/song';
import { load, openId, songs } from './state/songs';
import { effect } from '@preact/signals';
import { App } from './ui/App';
import * as keyboard from './ui/keyboard';
import { stopAbx } from './ui/abxState';
import { songName } from './text/figures';

render(<App />, document.getElementById('page')!);

// A change belongs to the revision it was made on.
let basis = '';
effect(() => {
  const now = `${openId.value} ${shown.value?.number}`;
  if (now !== basis) {
    basis = now;
    discard();
    stopAbx();
  }
});

effect(() => {
  const song = songs.value?.find(each => each.id === openId.value);
  document.title = song ? `${songName(song.name)} · Lacquer` : 'Lacquer';
});

compare.begin();
preview.begin();
keyboard.begin();
follow(() => !isEmpty.peek());
void load();
void loadCatalogue();
void loadReferences();
