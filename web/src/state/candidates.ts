import { computed, effect, signal, untracked } from '@preact/signals';
import { post, remove, wordsOf } from '../api/client';
import { finished } from '../api/jobs';
import type { Job } from '../api/types';
import { candidatesFrom, shuffled, type Candidate, type Way } from '../audio/candidates';
import { previewRange } from '../audio/clock';
import { channelsOf, fetchSound } from '../audio/decode';
import { integratedLoudness } from '../audio/loudness';
import { loudnessOfStretch } from '../audio/matching';
import { isEmpty } from './draft';
import { notify, say } from './live';
import * as player from './player';
import { resultOf, shown } from './song';
import { find, open } from './songs';

export type Letter = 'a' | 'b' | 'c';
const LETTERS: readonly Letter[] = ['a', 'b', 'c'];

/** A passage in three ways. What the letters stand for is known to this file alone until one was picked. */
export interface Trial {
  state: 'rendering' | 'ready' | 'picked';
  done: number;
  start: number;
  end: number;
  picked: Letter | null;
}

export const trial = signal<Trial | null>(null);
export const making = signal(false);

let order: Candidate[] = [];
let jobs: Job[] = [];
let stopped = new AbortController();

/** What each letter was, once it may be known. */
export const revealed = computed<Record<Letter, Way> | null>(() =>
  trial.value?.state === 'picked' ? { a: order[0]!.way, b: order[1]!.way, c: order[2]!.way } : null);

/** Ends it, whatever was reached. */
export function stop(): void {
  stopped.abort();
  stopped = new AbortController();
  jobs.forEach(job => void remove(`/v1/jobs/${job.id}`).catch(() => undefined)); // over by now
  [jobs, order] = [[], []];
  trial.value = null;
  player.bringBack();
}

/** Renders the audible passage in three ways and lets them be heard without names. */
export async function start(): Promise<void> {
  const [song, base] = [open.peek(), shown.peek()];
  const controls = base?.controls;
  if (!song || !base || !controls || trial.peek()?.state === 'rendering') {
    return;
  }

  stop();
  const { signal: aborted } = stopped;
  const range = previewRange(player.loop.peek(), player.position.peek(), player.duration.peek());
  trial.value = { state: 'rendering', done: 0, start: range.start, end: range.end, picked: null };
  try {
    const all = candidatesFrom(controls);
    const sounds = await Promise.all(all.map(async candidate => {
      const begun = await post<Job>(`/v1/masters/${song.id}/revisions`, { from: base.number, controls: candidate.controls, preview: { startSeconds: range.start, durationSeconds: range.end - range.start } });
      if (aborted.aborted) {
        void remove(`/v1/jobs/${begun.id}`).catch(() => undefined);
        aborted.throwIfAborted();
      }

      jobs = [...jobs, begun];
      const over = await finished(begun, () => undefined, aborted);
      jobs = jobs.filter(job => job.id !== begun.id);
      const buffer = await fetchSound(player.theEngine().context, over.links.audio!, () => undefined, aborted);
      trial.value = { ...trial.value!, done: trial.value!.done + 1 };
      return { candidate, buffer };
    }));
    aborted.throwIfAborted();
    // All are measured on the same seconds; the revision's own loudness stands for those of the one that is left as it is.
    const whole = resultOf(base)?.report.result.loudness.integratedLufs ?? null;
    const lufs = sounds.map(({ buffer }) => integratedLoudness(channelsOf(buffer), buffer.sampleRate));
    const mixed = shuffled(sounds.map((sound, i) => ({ ...sound, lufs: loudnessOfStretch(whole, lufs[0]!, lufs[i]!) })));
    order = mixed.map(each => each.candidate);
    player.hearInstead(mixed.map((each, i) => ({ slot: LETTERS[i]!, title: 'Unnamed', lufs: each.lufs, buffer: each.buffer })), range);
    trial.value = { ...trial.value!, state: 'ready' };
    say('Three versions are ready: A, B and C.');
  } catch (error) {
    if (!aborted.aborted) {
      stop();
      notify('error', wordsOf(error));
    }
  }
}

/** Settles it: what is picked becomes the next revision, unless it is what there was. */
export async function pick(letter: Letter): Promise<void> {
  const [song, base] = [open.peek(), shown.peek()];
  const candidate = order[LETTERS.indexOf(letter)];
  if (!song || !base || !candidate || making.peek() || trial.peek()?.state !== 'ready') {
    return;
  }

  making.value = true;
  try {
    if (candidate.way !== 'asDecided') {
      await post<Job>(`/v1/masters/${song.id}/revisions`, { from: base.number, controls: candidate.controls }, crypto.randomUUID());
    }

    trial.value = { ...trial.value!, state: 'picked', picked: letter };
    player.bringBack();
    await find(song.id);
  } catch (error) {
    notify('error', wordsOf(error));
  }

  making.value = false;
}

/** Another song, another revision or a change by hand: the three belong to what was there before. */
export function begin(): void {
  let basis = '';
  effect(() => {
    const now = `${open.value?.id} ${shown.value?.number}`;
    const changed = now !== basis;
    basis = now;
    const settled = untracked(() => trial.value === null || trial.value.state === 'picked');
    // The revision that was picked may come into sight: what the letters were stays to be read.
    if (!settled && (changed || !isEmpty.value)) {
      untracked(stop);
    }
  });
  let song = '';
  effect(() => {
    const id = open.value?.id ?? '';
    if (id !== song) {
      song = id;
      untracked(() => { if (trial.value) { stop(); } });
    }
  });
}
