import { pickFiles } from './files';
import { sendings } from '../state/uploads';
import { songs } from '../state/songs';
import { SendingRow } from './SongList';

/** Before there is anything to hear. */
export function Empty() {
  const sending = sendings.value.filter(each => each.purpose === 'song');
  const hasSongs = (songs.value?.length ?? 0) > 0;
  return (
    <section class="empty">
      <Grooves />
      <div class="empty-words">
        <h1>{sending.length > 0 ? 'On its way.' : 'Drop a mix.'}</h1>
        <p>Lacquer listens to it, masters it, and tells you why. A mix that is already right gets level only, and it says so.</p>
        {sending.length > 0 ? <ul class="sendings large">{sending.map(each => <SendingRow key={each.id} sending={each} />)}</ul> : (
          <button type="button" class="button large" onClick={() => pickFiles('song')}>Choose files</button>
        )}
        <p class="quiet">WAV, AIFF, FLAC, MP3, Ogg, Opus or M4A; mono or stereo; several at once.{hasSongs ? ' Or open a song from the list.' : ''}</p>
      </div>
    </section>
  );
}

const GROOVES = Array.from({ length: 34 }, (_, i) => 62 + (i * 4) + (i % 9 === 8 ? 1.6 : 0));

export function Grooves() {
  return (
    <svg class="grooves" viewBox="0 0 420 420" aria-hidden="true">
      <circle class="grooves-body" cx="210" cy="210" r="206" />
      {GROOVES.map((r, i) => <circle key={r} class={i % 9 === 8 ? 'groove wide' : 'groove'} cx="210" cy="210" r={r} />)}
      <circle class="grooves-label" cx="210" cy="210" r="54" />
      <circle class="grooves-hole" cx="210" cy="210" r="6" />
    </svg>
  );
}
