import { batch, computed, effect, signal } from '@preact/signals';
import { get, wordsOf } from '../api/client';
import { isOver, watch } from '../api/jobs';
import type { Charts, Report } from '../api/report';
import type { Revision } from '../api/types';
import { songName } from '../text/figures';
import { say } from './live';
import { find, open, openId, putJob, songs } from './songs';

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

/** Follows whatever is under way, of the song that is open or of others, until it is over. */
export function follow(isBusy: () => boolean): void {
  effect(() => {
    // The song that is open comes first: it gets a stream of its own.
    const song = open.value;
    for (const each of [...song ? [song] : [], ...songs.value?.filter(other => other.id !== song?.id) ?? []]) {
      each.revisions.filter(revision => !isOver(revision.job) && !watched.has(revision.job.id)).forEach(revision => followOne(revision.job.id, each.name, isBusy));
    }
  });
}

function followOne(id: string, name: string, isBusy: () => boolean): void {
  watched.set(id, watch(id, job => {
    const here = openId.peek() === job.masterId;
    if (isOver(job)) {
      watched.delete(id);
      // Somebody in the middle of another change stays where they are.
      const stay = here && isBusy();
      chosen.value = stay ? shown.peek()?.number ?? null : chosen.peek();
      void find(job.masterId!).then(() => {
        if (here && !stay && job.state === 'succeeded') {
          chosen.value = job.revision;
        }
      });
      say(job.state === 'succeeded' ? `Revision ${job.revision} of ${songName(name)} is ready.` : `Revision ${job.revision} of ${songName(name)} did not succeed.`);
    } else {
      putJob(job);
    }
  }));
}
