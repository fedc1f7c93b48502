import { number, time, timeTenths } from '../text/figures';
import { choose, duration, gains, listening, loop, matched, playing, position, seek, setAside, setLoop, slot, slots, toggle, type Slot, versions, willPlay } from '../state/player';
import { isEmpty, isOnlyLocks, make, making } from '../state/draft';
import { hearChange, preview } from '../state/preview';
import { shared } from '../state/listener';
import { result } from '../state/song';
import { abx, startAbx, stopAbx } from './abxState';
import { Icon } from './Icon';

/** The player's controls, always at hand at the foot of the window. */
export function Deck() {
  if (!result.value && !shared.value?.revisions.length) {
    return null;
  }

  return (
    <section class="deck" aria-label="Player">
      <div class="deck-row">
        <div class="deck-transport">
          <button type="button" class="icon-button" aria-label="To the start" onClick={() => seek(loop.value?.start ?? 0)}><Icon name="back" /></button>
          <button type="button" class="play-button" aria-label={playing.value || willPlay.value ? 'Pause' : 'Play'} aria-busy={willPlay.value} onClick={toggle}><Icon name={playing.value || willPlay.value ? 'pause' : 'play'} /></button>
          <Clock />
        </div>
        <Versions />
        <div class="deck-side">
          <button
            type="button" class="chip" aria-pressed={loop.value !== null}
            onClick={() => setLoop(loop.value ? null : { start: position.value, end: Math.min(duration.value, position.value + 8) })}
          ><Icon name="loop" /><span class={loop.value ? 'loop-word' : ''}>Loop</span>{loop.value ? <span class="loop-range">{timeTenths(loop.value.start)}–{timeTenths(loop.value.end)}</span> : null}</button>
          <span class="segments small" role="group" aria-label="Listen in">
            {(['stereo', 'mono', 'side'] as const).map(way => (
              <button key={way} type="button" aria-pressed={listening.value === way} onClick={() => { listening.value = way; }}>{way === 'stereo' ? 'Stereo' : way === 'mono' ? 'Mono' : 'Side'}</button>
            ))}
          </span>
          <button type="button" class="chip" aria-pressed={abx.value !== null} disabled={setAside.value !== null} onClick={() => abx.value ? stopAbx() : startAbx()}>Blind</button>
        </div>
      </div>
      <div class="deck-foot"><Matching /><PreviewLine /></div>
    </section>
  );
}

/** Its own component: it alone is drawn anew while the music plays. */
function Clock() {
  return <p class="clock"><span class="clock-now">{time(position.value)}</span><span class="clock-all">{' / '}{time(duration.value)}</span></p>;
}

const NAMES: Record<Slot, string> = { a: 'A', b: 'B', c: 'C' };

function Versions() {
  if (abx.value) {
    return <p class="deck-blind">Blind test under way</p>;
  }

  return (
    <div class="versions" role="group" aria-label="Hear">
      {(['a', 'b', 'c'] as const).map(each => {
        const id = slots.value[each];
        const version = id ? versions.value.get(id) : undefined;
        if (!version) {
          return null;
        }

        return (
          <button key={each} type="button" class={`version${setAside.value ? ' nameless' : ''} ${version.kind === 'revision' && each === 'a' ? 'reference' : version.kind}`} aria-pressed={slot.value === each} onClick={() => each === 'c' && !setAside.value ? hearChange() : choose(each)}>
            <kbd>{NAMES[each]}</kbd>{setAside.value ? <span class="unseen">, without a name</span> : <bdi>{version.title}</bdi>}{version.state === 'loading' ? <span class="version-state">{Math.round(version.share * 100)} %</span> : null}
          </button>
        );
      })}
    </div>
  );
}

/** What is done to make the versions equally loud, said in decibels. */
function Matching() {
  const downs = (['a', 'b', 'c'] as const).flatMap(each => {
    const db = gains.value.get(slots.value[each] ?? '') ?? 0;
    return db < -0.05 ? [`${NAMES[each]} ${number(-db)}`] : [];
  });
  return (
    <p class="matching">
      <label class="switch"><input type="checkbox" checked={matched.value} disabled={abx.value !== null || setAside.value !== null} onChange={event => { matched.value = event.currentTarget.checked; }} />Equal loudness</label>
      <span class="quiet">{abx.value || setAside.value ? '' : matched.value ? (downs.length > 0 ? `Turned down: ${downs.join(', ')} dB` : '') : 'Off: louder will seem better'}</span>
    </p>
  );
}

function PreviewLine() {
  const { state, words, start, end } = preview.value;
  if (isEmpty.value) {
    return null;
  }

  return (
    <p class={`preview-line ${state}`}>
      <span>{state === 'rendering' ? `Rendering ${time(start)}–${time(end)} with your change…`
        : state === 'failed' ? words
        : isOnlyLocks.value ? 'Locks hold from the next revision on'
        : state === 'ready' ? `C is your change, ${time(start)}–${time(end)} only` : ''}</span>
      <button type="button" class="button small" disabled={making.value} onClick={() => void make()}>Make this a revision</button>
    </p>
  );
}
