import { chanceOfGuessing, meaning } from '../audio/abx';
import { number } from '../text/figures';
import { abx, answer, hear, hearX, stopAbx } from './abxState';

/** The blind test: X is A or B, the ear says which. */
export function AbxPanel() {
  const test = abx.value;
  if (!test) {
    return null;
  }

  const chance = chanceOfGuessing(test);
  return (
    <section class="abx" aria-labelledby="abx-title">
      <div class="abx-head"><h2 id="abx-title">Blind test</h2><button type="button" class="link-button" onClick={stopAbx}>End the test</button></div>
      <p class="quiet">X is A or B, drawn anew each time. Listen as long as you like, at equal loudness, then say which it is.</p>
      <div class="abx-row">
        <div class="segments" role="group" aria-label="Listen to">
          <button type="button" aria-pressed={test.hearing === 'a'} onClick={() => hear('a')}>A</button>
          <button type="button" aria-pressed={test.hearing === 'x'} onClick={hearX}>X</button>
          <button type="button" aria-pressed={test.hearing === 'b'} onClick={() => hear('b')}>B</button>
        </div>
        <button type="button" class="button secondary" onClick={() => answer('a')}>X is A</button>
        <button type="button" class="button secondary" onClick={() => answer('b')}>X is B</button>
      </div>
      <p class="abx-score">
        {test.trials === 0 ? 'No answer yet.' : <><b>{test.last === 'right' ? 'Right' : 'Wrong'}.</b> {test.correct} of {test.trials} right, p = {chance < 0.001 ? '< 0.001' : number(chance, 3)}: {meaning(test)}.</>}
      </p>
    </section>
  );
}
