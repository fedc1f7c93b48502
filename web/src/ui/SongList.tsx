import { signal } from '@preact/signals';
import type { Master } from '../api/types';
import { bytes, day, songName } from '../text/figures';
import { forgetUpload, go, loadMore, more, openId, songs, unfinished } from '../state/songs';
import { drop, pause, resume, sendings, type Sending } from '../state/uploads';
import { stageWords } from './Progress';
import { Icon } from './Icon';

/** On narrow screens the list is folded away. */
export const listOpen = signal(false);

export function SongList() {
  // Without a song open they are shown in the middle of the page.
  const sending = openId.value ? sendings.value.filter(each => each.purpose === 'song') : [];
  const waiting = unfinished.value.filter(upload => !sendings.value.some(each => each.name === upload.name));
  return (
    <nav id="songs" class={`songs${listOpen.value ? ' open' : ''}`} aria-label="Songs">
      {sending.length + waiting.length > 0 ? (
        <ul class="sendings">
          {sending.map(each => <SendingRow key={each.id} sending={each} />)}
          {waiting.map(upload => (
            <li key={upload.id} class="sending">
              <p class="sending-name">{upload.name}</p>
              <p class="quiet">{bytes(upload.receivedBytes)} of {bytes(upload.lengthBytes)} have arrived. Drop the same file again to go on.</p>
              <button type="button" class="link-button" onClick={() => void forgetUpload(upload)}>Forget it</button>
            </li>
          ))}
        </ul>
      ) : null}
      <ul class="song-list">
        {songs.value?.map(song => (
          <li key={song.id}>
            <a href={`#/songs/${song.id}`} aria-current={song.id === openId.value ? 'page' : undefined} onClick={() => { listOpen.value = false; go(song.id); }}>
              <bdi class="song-name">{songName(song.name)}</bdi>
              <span class="song-state">{stateOf(song)}</span>
            </a>
          </li>
        ))}
      </ul>
      {more.value ? <button type="button" class="link-button" onClick={() => void loadMore()}>Show earlier songs</button> : null}
    </nav>
  );
}

function stateOf(song: Master): string {
  const last = song.revisions[song.revisions.length - 1];
  if (!last) {
    return '';
  }

  return last.job.state === 'processing' ? `${stageWords(last.job.stage)} ${Math.round(last.job.progress * 100)} %`
    : last.job.state === 'waiting' ? 'Waiting its turn'
    : last.job.state === 'succeeded' ? `${last.number > 1 ? `Revision ${last.number}, ` : ''}${day(last.createdAt)}`
    : song.revisions.length > 1 ? `Revision ${last.number} did not succeed` : last.job.state === 'canceled' ? 'Cancelled' : 'Could not be mastered';
}

export function SendingRow({ sending }: { sending: Sending }) {
  const { id, name, size, sent, state, words } = sending;
  const share = size > 0 ? sent / size : 0;
  return (
    <li class={`sending ${state}`}>
      <p class="sending-name"><bdi>{name}</bdi></p>
      <progress class="bar" max={1} value={share} aria-label={`Upload of ${name}`} />
      <p class="quiet">
        {state === 'queued' ? 'Next in line' : state === 'failed' ? <span class="problem">{words}</span>
          : <>{bytes(sent)} of {bytes(size)}{state === 'paused' ? ', paused' : ''}{sending.resumed && state === 'sending' ? ', taken up where it stopped' : ''}{words ? `. ${words}` : ''}</>}
      </p>
      <span class="sending-actions">
        {state === 'sending' || state === 'waiting' ? <button type="button" class="icon-button" aria-label={`Pause the upload of ${name}`} onClick={() => void pause(id)}><Icon name="pause" /></button> : null}
        {state === 'paused' || state === 'failed' ? <button type="button" class="icon-button" aria-label={`Go on with the upload of ${name}`} onClick={() => resume(id)}><Icon name="play" /></button> : null}
        <button type="button" class="icon-button" aria-label={`Remove the upload of ${name}`} onClick={() => void drop(id)}><Icon name="close" /></button>
      </span>
    </li>
  );
}
