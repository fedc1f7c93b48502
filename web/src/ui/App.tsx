import { loginNeeded } from '../api/client';
import { load, open, openId, songs, unreachable } from '../state/songs';
import { AccountDialog } from './AccountDialog';
import { Deck } from './Deck';
import { DropZone } from './DropZone';
import { Empty } from './Empty';
import { Help } from './Help';
import { LoginScreen } from './LoginScreen';
import { Notices } from './Notices';
import { ShareDialog } from './ShareDialog';
import { SongList } from './SongList';
import { SongPage } from './SongPage';
import { TopBar } from './TopBar';
import { sendings } from '../state/uploads';
import { unfinished } from '../state/songs';

export function App() {
  return loginNeeded.value ? <><LoginScreen /><Notices /></> : <Studio />;
}

function Studio() {
  const hasList = (songs.value?.length ?? 0) + sendings.value.length + unfinished.value.length > 0;
  return (
    <>
      <a class="skip" href="#main" onClick={event => { event.preventDefault(); document.getElementById('main')?.focus(); }}>To the song</a>
      <TopBar />
      <div class={`frame${hasList ? ' with-list' : ''}`}>
        {hasList ? <SongList /> : null}
        <main id="main" tabIndex={-1}>
          {unreachable.value ? <Unreachable /> : songs.value === null ? null : openId.value && open.value ? <SongPage key={open.value.id} song={open.value} /> : openId.value ? null : <Empty />}
        </main>
      </div>
      <Deck />
      <DropZone />
      <Help />
      <ShareDialog />
      <AccountDialog />
      <Notices />
    </>
  );
}

function Unreachable() {
  return (
    <section class="failed" role="alert">
      <h1 class="verdict">Lacquer does not answer.</h1>
      <p>{unreachable.value}</p>
      <button type="button" class="button" onClick={() => void load()}>Try again</button>
    </section>
  );
}
