import { timeTenths } from '../text/figures';
import type { Way } from '../audio/candidates';
import { isEmpty } from '../state/draft';
import { making, pick, revealed, start, stop, trial, type Letter } from '../state/candidates';
import { abx } from './abxState';

const WAYS: Record<Way, string> = { asDecided: 'as it is now', warmer: 'warmer and rounder', livelier: 'more open and livelier' };
const LETTERS: readonly Letter[] = ['a', 'b', 'c'];

/** Three versions of the passage, without names: the ear chooses. */
export function Candidates() {
  const now = trial.value;
  if (abx.value) {
    return null;
  }

  if (!now) {
    return (
      <p class="candidates-offer">
        <button type="button" class="chip" disabled={!isEmpty.value} onClick={() => void start()}>Hear three versions blind</button>
        <span class="quiet">{isEmpty.value ? 'This passage as it is, warmer, and livelier; choose by ear.' : 'Make your change a revision first, or take it back.'}</span>
      </p>
    );
  }

  return (
    <section class="abx candidates" aria-labelledby="candidates-title">
      <div class="abx-head"><h2 id="candidates-title">Three versions</h2><button type="button" class="link-button" onClick={stop}>{now.state === 'picked' ? 'Close' : 'End it'}</button></div>
      {now.state === 'rendering' ? <p role="status">Rendering {timeTenths(now.start)}–{timeTenths(now.end)} in three ways; {now.done} of 3 done.</p>
        : now.state === 'ready' ? (
          <>
            <p class="quiet">A, B and C are in an order drawn by lot, equally loud. Listen as long as you like, then pick the one you like best.</p>
            <div class="abx-row">
              {LETTERS.map(letter => <button key={letter} type="button" class="button secondary" disabled={making.value} onClick={() => void pick(letter)}>Pick {letter.toUpperCase()}</button>)}
            </div>
          </>
        ) : <Told picked={now.picked!} />}
    </section>
  );
}

function Told({ picked }: { picked: Letter }) {
  const ways = revealed.value!;
  return (
    <div role="status">
      <p>You picked <b>{WAYS[ways[picked]]}</b>. {ways[picked] === 'asDecided' ? 'Nothing needs to change.' : 'It is being rendered as the next revision.'}</p>
      <ul class="candidates-list">{LETTERS.map(letter => <li key={letter}><kbd>{letter.toUpperCase()}</kbd> {WAYS[ways[letter]]}</li>)}</ul>
    </div>
  );
}
