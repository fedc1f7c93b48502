import { describe, expect, it } from 'vitest';
import type { Account } from '../src/api/types';
import { used } from '../src/text/account';

const free: Account = {
  id: 'acc_1', name: 'anna', email: 'anna@example.org', login: true, maxUploadBytes: 1, plan: 'free',
  limits: { storedBytes: 1_000_000_000, mastersAMonth: 20, concurrentJobs: 4, formats: ['mp3'] },
  use: { storedBytes: 12_300_000, month: '2026-11', masters: 3, jobs: 0 },
};

describe('what is used of a plan', () => {
  it('is said beside what there is', () => {
    expect(used(free)).toEqual(['3 of 20 masters and revisions in November 2026', '12.3 MB of 1.00 GB stored', 'Files as MP3']);
  });

  it('names no limit where there is none', () => {
    const limits = { storedBytes: null, mastersAMonth: null, concurrentJobs: null, formats: [] };
    expect(used({ ...free, limits, use: { ...free.use, storedBytes: 0 } })).toEqual(['3 masters and revisions in November 2026', 'Nothing stored']);
  });
});
