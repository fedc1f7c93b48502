import { signal } from '@preact/signals';
import { dateOf, number, songName, time, timeTenths } from '../text/figures';
import { sharedVerdict, wordsOfApprovals } from '../text/sharing';
import { approve, callMe, choices, closed, comment, current, myName, shared } from '../state/listener';
import { choose, matched, position, put, slots, versions, type Slot } from '../state/player';
import { Marks } from '../charts/Marks';
import { Waveform } from '../charts/Waveform';
import { AbxPanel } from './AbxPanel';
import { Deck } from './Deck';
import { Help } from './Help';
import { Notices } from './Notices';
import { Remark } from './Remark';
import { Brand, ThemeButton, HelpButton } from './TopBar';

/** What somebody with a link gets: the song, what was said about it, and a word of their own. */
export function SharedPage() {
  return (
    <>
      <header class="top"><Brand /><span class="grow" /><ThemeButton /><HelpButton /></header>
      <div class="frame shared">
        <main id="main" tabIndex={-1}>{closed.value ? <Closed /> : shared.value ? <Song /> : <p class="lead" role="status">One moment…</p>}</main>
      </div>
      <Deck />
      <Help />
      <Notices />
    </>
  );
}

const Closed = () => <section class="failed" role="alert"><h1 class="verdict">Nothing to hear here.</h1><p>{closed.value}</p></section>;

function Song() {
  const { name, revisions, comments, mayComment, mayApprove, expiresAt } = shared.value!;
  const revision = current.value;
  return (
    <article class="song" aria-labelledby="song-title">
      <header class="song-head">
        <h1 id="song-title"><bdi>{songName(name)}</bdi></h1>
        <p class="song-facts">{[revision ? time(revision.durationSeconds) : null, revision ? `revision ${revision.number} of ${revisions.length}` : null, `open until ${dateOf(expiresAt)}`].filter(Boolean).join(' · ')}</p>
      </header>
      {revision ? (
        <>
          <p class="verdict">{sharedVerdict(revision)}</p>
          <section class="listen" aria-label="Listen">
            <div class="slots">{(['a', 'b'] as const).map(slot => <SlotChoice key={slot} slot={slot} />)}<p class="quiet slots-hint">Click to go somewhere, drag to loop.</p></div>
            <Waveform findings={[]} sections={[]} />
            {comments.length > 0 ? <Marks comments={comments} /> : null}
            <AbxPanel />
          </section>
          <p class="quiet shared-numbers">The master has {number(revision.loudnessLufs)} LUFS, the mix {number(revision.mixLoudnessLufs)}{matched.value ? '; here both are heard equally loud.' : '.'}</p>
          <div class="shared-body">
            <section aria-labelledby="comments-title">
              <h2 id="comments-title">Comments</h2>
              {mayComment ? <Say /> : null}
              {comments.length > 0 ? <ol class="remarks">{comments.map(each => <Remark key={each.id} comment={each} />)}</ol> : <p class="quiet">{mayComment ? 'Nothing has been said yet.' : 'This link is for listening.'}</p>}
            </section>
            {mayApprove ? <Approve /> : null}
          </div>
        </>
      ) : <p class="lead">Nothing is ready to be heard yet. This page shows it as soon as it is.</p>}
    </article>
  );
}

function SlotChoice({ slot }: { slot: Exclude<Slot, 'c'> }) {
  const id = slots.value[slot] ?? '';
  const kind = versions.value.get(id)?.kind;
  return (
    <label class={`slot ${kind === 'revision' && slot === 'a' ? 'reference' : kind ?? ''}`}>
      <kbd>{slot.toUpperCase()}</kbd><span class="unseen">is</span>
      <select value={id} onChange={event => { put(slot, event.currentTarget.value); choose(slot); }}>
        {choices.value.map(choice => <option key={choice.id} value={choice.id}>{choice.title}</option>)}
      </select>
    </label>
  );
}

const text = signal('');
/** The moment that is spoken about: where the song was when the first word was written. */
const moment = signal<number | null>(null);
const busy = signal(false);

function NameField({ id }: { id: string }) {
  return <label class="text-field" for={id}><span>Your name</span><input id={id} type="text" maxLength={80} autocomplete="name" value={myName.value} onInput={event => callMe(event.currentTarget.value)} /></label>;
}

function Say() {
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    busy.value = true;
    if (await comment(moment.value ?? position.value, text.value)) {
      text.value = '';
      moment.value = null;
    }

    busy.value = false;
  };
  return (
    <form class="remark-form say" onSubmit={event => void submit(event)}>
      <NameField id="comment-name" />
      <label class="text-field" for="comment-text"><span>At <Moment /> <span class="quiet">of revision {current.value?.number}</span></span>
        <textarea
          id="comment-text" rows={3} maxLength={2000} placeholder="What do you hear here?" value={text.value}
          onInput={event => {
            text.value = event.currentTarget.value;
            moment.value = text.value === '' ? null : moment.value ?? position.peek();
          }}
        />
      </label>
      <p class="remark-actions">
        <button type="submit" class="button" disabled={busy.value || text.value.trim() === '' || myName.value.trim() === ''}>Comment</button>
        {moment.value !== null ? <button type="button" class="link-button" onClick={() => { moment.value = position.peek(); }}>Take the present moment</button> : null}
      </p>
    </form>
  );
}

/** Its own component: it alone is drawn anew while the music plays. */
const Moment = () => <b>{timeTenths(moment.value ?? position.value)}</b>;

function Approve() {
  const revision = current.value!;
  const own = shared.value!.approvals.filter(each => each.revision === revision.number);
  const mine = own.find(each => each.name === myName.value.trim())?.verdict;
  const nameless = myName.value.trim() === '';
  return (
    <section class="approve" aria-labelledby="approve-title">
      <h2 id="approve-title">Is revision {revision.number} right?</h2>
      {wordsOfApprovals(own).map(each => <p key={each.words} class={`approval ${each.verdict}`}><bdi>{each.words}</bdi></p>)}
      {shared.value!.mayComment ? null : <NameField id="approve-name" />}
      <p class="remark-actions">
        <button type="button" class="button" aria-pressed={mine === 'approved'} disabled={nameless} onClick={() => void approve('approved')}>Approve</button>
        <button type="button" class="button secondary" aria-pressed={mine === 'changesWanted'} disabled={nameless} onClick={() => void approve('changesWanted')}>Ask for changes</button>
      </p>
      <p class="quiet">{nameless ? 'Say your name first.' : 'You can change your mind; the last word counts.'}</p>
    </section>
  );
}
