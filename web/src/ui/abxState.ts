import { signal } from '@preact/signals';
import { tossX, type Score } from '../audio/abx';
import * as player from '../state/player';
import { say } from '../state/live';

export interface Abx extends Score { x: 'a' | 'b'; hearing: 'a' | 'b' | 'x'; last: 'right' | 'wrong' | null }

/** A blind test under way. */
export const abx = signal<Abx | null>(null);

export function startAbx(): void {
  player.matched.value = true;
  player.blind.value = true;
  abx.value = { trials: 0, correct: 0, x: tossX(), hearing: 'x', last: null };
  hearX();
}

export function stopAbx(): void {
  player.blind.value = false;
  abx.value = null;
}

export function hear(which: 'a' | 'b'): void {
  if (abx.value) {
    abx.value = { ...abx.value, hearing: which };
  }

  player.choose(which);
}

export function hearX(): void {
  if (abx.value) {
    abx.value = { ...abx.value, hearing: 'x' };
    player.choose(abx.value.x);
  }
}

export function answer(which: 'a' | 'b'): void {
  const test = abx.value;
  if (test) {
    const right = test.x === which;
    abx.value = { trials: test.trials + 1, correct: test.correct + (right ? 1 : 0), x: tossX(), hearing: 'x', last: right ? 'right' : 'wrong' };
    say(`${right ? 'Right' : 'Wrong'}. ${abx.value.correct} of ${abx.value.trials}.`);
    hearX();
  }
}
