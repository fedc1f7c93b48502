import { describe, expect, it } from 'vitest';
import type { Approval, SharedRevision } from '../src/api/sharing';
import { grouped, sharedVerdict, wordsOfApprovals } from '../src/text/sharing';

const said = (name: string, verdict: Approval['verdict']): Approval => ({ shareId: null, revision: 1, verdict, name, createdAt: '' });
const revision: SharedRevision = { number: 1, createdAt: '', verdict: 'mastered', durationSeconds: 100, mixLoudnessLufs: -18.2, loudnessLufs: -14, truePeakDbtp: -1, links: {} };

describe('marks along the song', () => {
  it('are joined where they would lie on each other', () => {
    const marks = [50, 1, 52, 1.5].map(atSeconds => ({ atSeconds }));
    expect(grouped(marks, 100, 1000, 28).map(group => group.length)).toEqual([2, 2]);
    expect(grouped(marks, 100, 10_000, 28).map(group => group.length)).toEqual([1, 1, 1, 1]);
  });
});

describe('approvals in words', () => {
  it('say first who wants changes', () => {
    expect(wordsOfApprovals([said('Anna', 'approved'), said('Bert', 'changesWanted'), said('Cleo', 'approved')]).map(each => each.words)).toEqual(['Bert asks for changes', 'Approved by Anna and Cleo']);
  });
});

describe('a verdict for listeners', () => {
  it('says how much louder the master is', () => {
    expect(sharedVerdict(revision)).toBe('Mastered, 4.2 LU louder than the mix.');
    expect(sharedVerdict({ ...revision, verdict: 'untouched' })).toContain('nothing was changed');
    expect(sharedVerdict({ ...revision, loudnessLufs: null })).toBe('Mastered.');
  });
});
