// A blind test: X is A or B, and only the ear can tell.

export interface Score { trials: number; correct: number }

/** Chance of at least this many right answers by guessing: the upper tail of a binomial with one half. */
export function chanceOfGuessing({ trials, correct }: Score): number {
  let tail = 0;
  for (let k = correct; k <= trials; k++) {
    tail += Math.exp(logChoose(trials, k) - (trials * Math.LN2));
  }

  return Math.min(1, tail);
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) {
    sum += Math.log((n - k + i) / i);
  }

  return sum;
}

/** What a score means, in words. */
export function meaning(score: Score): string {
  const p = chanceOfGuessing(score);
  if (score.trials < 5) {
    return 'too few answers to say anything yet';
  }

  return p <= 0.01 ? 'you hear the difference, beyond reasonable doubt'
    : p <= 0.05 ? 'you most likely hear the difference'
    : 'this could well be guessing';
}

/** Which version X is in the next trial: a fair coin. */
export const tossX = (): 'a' | 'b' => (crypto.getRandomValues(new Uint8Array(1))[0]! & 1) === 0 ? 'a' : 'b';
