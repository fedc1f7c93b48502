import type { Approval, SharedRevision } from '../api/sharing';
import { list, number } from './figures';

/** What came of a revision, for somebody who hears it by link. */
export function sharedVerdict({ verdict, mixLoudnessLufs: before, loudnessLufs: after }: SharedRevision): string {
  const step = before === null || after === null ? null : after - before;
  const loudness = step === null ? '' : Math.abs(step) < 0.05 ? ', as loud as the mix' : `, ${number(Math.abs(step))} LU ${step > 0 ? 'louder' : 'softer'} than the mix`;
  return verdict === 'untouched' ? 'The mix was right as it is; nothing was changed.'
    : verdict === 'levelOnly' ? `Only the level was changed${loudness}.`
    : `Mastered${loudness}.`;
}

/** Who says what to a revision: changes that somebody wants come first. */
export function wordsOfApprovals(approvals: Approval[]): { verdict: Approval['verdict']; words: string }[] {
  const names = (verdict: Approval['verdict']): string[] => [...new Set(approvals.filter(each => each.verdict === verdict).map(each => each.name))];
  const [wanted, approved] = [names('changesWanted'), names('approved')];
  return [
    ...wanted.length > 0 ? [{ verdict: 'changesWanted' as const, words: `${list(wanted)} ${wanted.length === 1 ? 'asks' : 'ask'} for changes` }] : [],
    ...approved.length > 0 ? [{ verdict: 'approved' as const, words: `Approved by ${list(approved)}` }] : [],
  ];
}

export interface Placed { atSeconds: number }

/** Marks that would lie on each other become one. */
export function grouped<T extends Placed>(marks: readonly T[], seconds: number, width: number, leastPixels: number): T[][] {
  const groups: T[][] = [];
  for (const mark of [...marks].sort((a, b) => a.atSeconds - b.atSeconds)) {
    const last = groups[groups.length - 1];
    if (last && (mark.atSeconds - last[0]!.atSeconds) / seconds * width < leastPixels) {
      last.push(mark);
    } else {
      groups.push([mark]);
    }
  }

  return groups;
}
