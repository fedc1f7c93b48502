import { useEffect, useState } from 'preact/hooks';
import { get, wordsOf } from '../api/client';
import type { Revision } from '../api/types';
import { day, sentence } from '../text/figures';
import { wordsOfChanges } from '../text/changes';
import { wish } from '../text/controls';
import { lockTitle, settingTitle, stretchTitle } from '../text/settings';
import { stageTitle } from '../text/stages';
import { compare, revisionId } from '../state/compare';
import { slots } from '../state/player';
import { show, shown } from '../state/song';
import { open } from '../state/songs';
import { approvals } from '../state/sharing';
import { wordsOfApprovals } from '../text/sharing';
import { ProgressLine } from './Progress';

/** Every revision, newest first: what was asked, what it changed, and how to hear or return to it. */
export function Revisions() {
  const revisions = [...open.value?.revisions ?? []].reverse();
  return <ol class="revs">{revisions.map(revision => <Item key={revision.number} revision={revision} />)}</ol>;
}

export function wordsOfWishes(revision: Revision): string {
  const { controls, presets, set, bypass, notes, unlock, lock, references } = revision.wishes;
  const words = [
    ...presets.map(preset => `preset ${typeof preset === 'string' ? preset : preset.name}`),
    ...notes.map(note => `“${note}”`),
    ...Object.entries(controls).map(([name, value]) => wish(name, value)),
    ...bypass.map(stage => `${stageTitle(stage).toLowerCase()} off`),
    ...unlock.map(name => `${lockTitle(name)} free again`),
    ...lock.map(name => `${lockTitle(name)} locked`),
    ...set.map(text => {
      const [key = '', value = ''] = text.split('=');
      const [amount = '', stretch] = value.split('@');
      return `${settingTitle(key)} ${amount.replace('-', '−')}${stretch ? ` ${stretchTitle(stretch)}` : ''}`;
    }),
    ...references ? [references.tracks.length === 0 ? 'no reference' : `towards ${references.tracks.length === 1 ? 'a reference' : `${references.tracks.length} references`}, ${references.match ?? 50} %`] : [],
  ];
  return words.length > 0 ? sentence(words.join(', ')) : revision.parent === null ? 'As Lacquer decided, with the defaults.' : 'As before.';
}

function Item({ revision }: { revision: Revision }) {
  const isShown = shown.value?.number === revision.number;
  const { state, failure } = revision.job;
  const id = revisionId(revision.number);
  return (
    <li class={`rev${isShown ? ' shown' : ''}`}>
      <p class="rev-head"><b>Revision {revision.number}</b> <span class="quiet">{day(revision.createdAt)}{revision.parent !== null ? `, from revision ${revision.parent}` : ''}</span></p>
      <p>{wordsOfWishes(revision)}</p>
      {state === 'waiting' || state === 'processing' ? <ProgressLine job={revision.job} title="Rendering" /> : null}
      {state === 'failed' ? <p class="problem">{failure?.message ?? 'It did not succeed.'}</p> : null}
      {state === 'canceled' ? <p class="quiet">Cancelled.</p> : null}
      {wordsOfApprovals(approvals.value.filter(each => each.revision === revision.number)).map(each => <p key={each.words} class={`approval ${each.verdict}`}><bdi>{each.words}</bdi></p>)}
      {state === 'succeeded' ? (
        <p class="rev-actions">
          {isShown ? <span class="badge shown-badge">Shown</span> : <button type="button" class="button small secondary" onClick={() => show(revision.number)}>Go back to it</button>}
          <button type="button" class="chip" aria-pressed={slots.value.a === id} onClick={() => void compare(revision, 'a')}>Hear as A</button>
          <button type="button" class="chip" aria-pressed={slots.value.b === id} onClick={() => void compare(revision, 'b')}>Hear as B</button>
        </p>
      ) : null}
      {state === 'succeeded' && revision.parent !== null ? <Difference revision={revision} /> : null}
    </li>
  );
}

function Difference({ revision }: { revision: Revision }) {
  const [asked, setAsked] = useState(false);
  const [diff, setDiff] = useState<Revision['diff']>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    if (asked && !diff) {
      get<Revision>(`/v1/masters/${open.value!.id}/revisions/${revision.number}`).then(read => setDiff(read.diff ?? { changes: [], reasons: [] }), error => setProblem(wordsOf(error)));
    }
  }, [asked]);
  return (
    <details class="data" onToggle={event => { if (event.currentTarget.open) { setAsked(true); } }}>
      <summary>What changed from revision {revision.parent}</summary>
      {problem ? <p class="problem">{problem}</p> : null}
      {diff ? (
        <ul class="reading-list">
          {[...new Set(diff.reasons.map(reason => sentence(reason.text)))].map(text => <li key={text}>{text}</li>)}
          {wordsOfChanges(diff.changes).map(line => <li key={line} class="quiet">{line}</li>)}
          {diff.changes.length + diff.reasons.length === 0 ? <li>Nothing: the plans are the same.</li> : null}
        </ul>
      ) : null}
    </details>
  );
}
