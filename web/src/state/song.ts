import { batch, computed, effect, signal } from '@preact/signals';
import { get, wordsOf } from '../api/client';
import { isOver, watch } from '../api/jobs';
import type { Charts, Report } from '../api/report';
import type { Revision } from '../api/types';
import { songName } from '../text/figures';
import { say } from './live';
import { find, open, openId, putJob } from './songs';

/** What a finished revision left to read. */
export interface Result { report: Report; charts: Charts }

const results = signal<Map<string, Result>>(new Map());
export const resultError = signal('');

/** The number of the revision that is shown; null: the latest that is made. */
const chosen = signal<number | null>(null);

export const made = computed(() => open.value?.revisions.filter(revision => revision.job.state === 'succeeded') ?? []);
export const shown = computed<Revision | null>(() => made.value.find(revision => revision.number === chosen.value) ?? made.value[made.value.length - 1] ?? null);
export const result = computed(() => shown.value ? results.value.get(shown.value.job.id) ?? null : null);
export const underWay = computed(() => open.value?.revisions.filter(revision => !isOver(revision.job)) ?? []);
/** The newest revision, when it came to nothing. */
export const failed = computed(() => {
  const last = open.value?.revisions[open.value.revisions.length - 1];
  return last?.job.state === 'failed' || last?.job.state === 'canceled' ? last : null;
});

export const show = (number: number): void => {
  chosen.value = number;
};

export const resultOf = (revision: Revision): Result | undefined => results.value.get(revision.job.id);

export async function fetchResult(revision: Revision): Promise<Result> {
  const known = results.peek().get(revision.job.id);
  if (known) {
    return known;
  }

  const { report, charts } = revision.job.links;
  const [words, curves] = await Promise.all([get<Report>(report!), get<Charts>(charts!)]);
  const read = { report: words, charts: curves };
  results.value = new Map(results.peek()).set(revision.job.id, read);
  return read;
}

effect(() => {
  void openId.value;
  batch(() => {
    chosen.value = null;
    resultError.value = '';
  });
});

effect(() => {
  const revision = shown.value;
  if (revision) {
    fetchResult(revision).then(() => { resultError.value = ''; }, error => { resultError.value = wordsOf(error); });
  }
});

const watched = new Map<string, () => void>();

// Whatever is under way, of the song that is open or of others, is followed until it is over.
export function follow(): void {
  effect(() => {
    const song = open.value;
    for (const revision of song?.revisions ?? []) {
      if (!isOver(revision.job) && !watched.has(revision.job.id)) {
        watched.set(revision.job.id, watch(revision.job.id, job => {
          putJob(job);
          if (isOver(job)) {
            watched.delete(job.id);
            void find(job.masterId!).then(() => {
              if (openId.peek() === job.masterId && job.state === 'succeeded') {
                chosen.value = job.revision;
              }
            });
            say(job.state === 'succeeded' ? `Revision ${job.revision} of ${songName(song!.name)} is ready.` : `Revision ${job.revision} did not succeed.`);
          }
        }));
      }
    }
  });
}
