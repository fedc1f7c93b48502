import type { Aspect, WishedReferences } from '../api/types';
import { songName } from '../text/figures';
import { compareReference } from '../state/compare';
import { draft, wishReferences } from '../state/draft';
import { slots } from '../state/player';
import { forgetReference, references } from '../state/references';
import { result, shown } from '../state/song';
import { sendings } from '../state/uploads';
import { pickFiles } from './files';
import { Icon } from './Icon';
import { Slider } from './Sliders';
import { SendingRow } from './SongList';

const ASPECTS: { name: Aspect; title: string }[] = [{ name: 'tone', title: 'Tone' }, { name: 'width', title: 'Width' }, { name: 'dynamics', title: 'Dynamics' }, { name: 'loudness', title: 'Loudness' }];
const USUAL: Aspect[] = ['tone', 'width', 'dynamics'];

/** Tracks to draw the master towards. */
export function References() {
  const wanted: WishedReferences = draft.value.references ?? shown.value?.wishes.references ?? { tracks: [] };
  const used = (id: string): boolean => wanted.tracks.some(track => track.id === id);
  const match = wanted.match ?? 50;
  const aspects = wanted.aspects ?? USUAL;
  const wish = (news: Partial<WishedReferences>): void => wishReferences({ tracks: wanted.tracks.map(track => ({ id: track.id, weight: track.weight ?? 1 })), match, aspects, ...news });
  const followed = result.value?.report.plan.reference;
  const sending = sendings.value.filter(each => each.purpose === 'reference');
  return (
    <div class="references">
      <p class="lead">A finished track you admire. Lacquer measures it and draws the master towards it, never all the way against the song.</p>
      {followed ? <p>This revision follows {followed.sources.map(source => songName(source.name)).join(', ')}, by {followed.match} %.</p> : null}
      {sending.length > 0 ? <ul class="sendings">{sending.map(each => <SendingRow key={each.id} sending={each} />)}</ul> : null}
      <ul class="reference-list">
        {references.value.map(reference => (
          <li key={reference.id}>
            <label class="switch">
              <input
                type="checkbox" checked={used(reference.id)} disabled={!reference.ready}
                onChange={event => wish({ tracks: event.currentTarget.checked ? [...wanted.tracks, { id: reference.id, weight: 1 }] : wanted.tracks.filter(track => track.id !== reference.id) })}
              /><bdi>{songName(reference.name)}</bdi>
            </label>
            <span class="quiet">{reference.ready ? '' : reference.job.state === 'failed' ? 'cannot be used' : 'being measured…'}</span>
            {reference.ready && reference.uploadId ? <button type="button" class="chip" aria-pressed={slots.value.a === `ref:${reference.id}`} onClick={() => void compareReference(reference, 'a')}>Hear as A</button> : null}
            <button type="button" class="icon-button" aria-label={`Forget the reference ${reference.name}`} onClick={() => void forgetReference(reference)}><Icon name="bin" /></button>
          </li>
        ))}
      </ul>
      <button type="button" class="button small secondary" onClick={() => pickFiles('reference')}>Add a reference</button>
      {wanted.tracks.length > 0 ? (
        <div class="reference-how">
          <Slider id="match" title="How far" min={0} max={100} step={5} value={match} text={`${match} %`} changed={draft.value.references !== null} set={to => wish({ match: to })} />
          <fieldset class="aspects"><legend>In what</legend>
            {ASPECTS.map(({ name, title }) => (
              <label key={name} class="switch"><input
                type="checkbox" checked={aspects.includes(name)} disabled={aspects.length === 1 && aspects.includes(name)}
                onChange={event => wish({ aspects: event.currentTarget.checked ? [...aspects, name] : aspects.filter(each => each !== name) })}
              />{title}</label>
            ))}
          </fieldset>
        </div>
      ) : null}
    </div>
  );
}
