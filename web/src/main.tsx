import { render } from 'preact';
import './styles/index.css';
import { loginNeeded } from './api/client';
import { hide } from './state/account';
import * as listener from './state/listener';
import { loadCatalogue } from './state/catalogue';
import * as candidates from './state/candidates';
import * as compare from './state/compare';
import { discard, isEmpty } from './state/draft';
import * as player from './state/player';
import * as preview from './state/preview';
import { loadReferences } from './state/references';
import * as sharing from './state/sharing';
import { follow, shown } from './state/song';
import { load, openId, songs } from './state/songs';
import { effect, untracked } from '@preact/signals';
import { App } from './ui/App';
import * as keyboard from './ui/keyboard';
import { SharedPage } from './ui/SharedPage';
import { stopAbx } from './ui/abxState';
import { songName } from './text/figures';

render(listener.token ? <SharedPage /> : <App />, document.getElementById('page')!);
if (listener.token) {
  listener.begin();
} else {
  beginStudio();
}

keyboard.begin();

function beginStudio(): void {
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
    document.title = loginNeeded.value ? 'Log in · Lacquer' : song ? `${songName(song.name)} · Lacquer` : 'Lacquer';
  });

  compare.begin();
  preview.begin();
  candidates.begin();
  sharing.begin();
  follow(() => !isEmpty.peek());
  // At the start, and again after each login.
  effect(() => {
    if (loginNeeded.value) {
      untracked(rest);
    } else {
      void untracked(enter);
    }
  });
}

/** Behind the login nothing plays, and no key that was shown once stays open. */
function rest(): void {
  hide();
  if (player.playing.value) {
    player.pause();
  }
}

async function enter(): Promise<void> {
  await load();
  if (!loginNeeded.peek()) {
    void loadCatalogue();
    void loadReferences();
  }
}
