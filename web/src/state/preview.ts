import { batch, effect, signal, untracked } from '@preact/signals';
import { call, remove, wordsOf } from '../api/client';
import { previewRange } from '../audio/clock';
import { channelsOf, fetchSound } from '../audio/decode';
import { finished } from '../api/jobs';
import { integratedLoudness } from '../audio/loudness';
import { loudnessOfStretch } from '../audio/matching';
import type { Job } from '../api/types';
import { time } from '../text/figures';
import { draft, isEmpty, isOnlyLocks, request } from './draft';
import { say } from './live';
import * as player from './player';
import { resultOf, shown } from './song';
import { open } from './songs';

export interface PreviewState { state: 'none' | 'rendering' | 'ready' | 'failed'; words: string; start: number; end: number; progress: number }

const NONE: PreviewState = { state: 'none', words: '', start: 0, end: 0, progress: 0 };
const CALM_MS = 220; // a slider that still moves is not rendered
export const CHANGE = 'change';

export const preview = signal<PreviewState>(NONE);

let timer: ReturnType<typeof setTimeout> | undefined;
let newest = 0;
let job: Job | null = null;
let aborted = new AbortController();
let asked = '';

const KEPT_MS = 14 * 60_000; // a little less than the service keeps a mix open
const warmed = new Map<string, number>();

/** Has the mix opened before the first control is turned: measuring it takes longer than any change. */
export function warm(): void {
  const song = open.peek()?.id;
  const from = shown.peek()?.number;
  const now = performance.now();
  if (!song || from === undefined || now - (warmed.get(song) ?? -KEPT_MS) < KEPT_MS) {
    return;
  }

  warmed.set(song, now);
  void call<Job>('POST', `/v1/masters/${song}/revisions`, { from, preview: { startSeconds: 0, durationSeconds: 1, sketch: true } })
    .catch(() => warmed.delete(song)); // only a convenience: whatever is wrong is said when something is wanted
}

/** All that a preview depends on. */
const wanted = (): string => `${JSON.stringify([open.value?.id, shown.value?.number, draft.value])}|${JSON.stringify(player.loop.value)}`;

/** Stops what is being rendered: nobody wants it any more. */
function cancel(): void {
  clearTimeout(timer);
  newest++;
  aborted.abort();
  aborted = new AbortController();
  if (job) {
    void remove(`/v1/jobs/${job.id}`).catch(() => undefined); // over by now
    job = null;
  }
}

export function begin(): void {
  effect(() => {
    if (player.playing.value) {
      untracked(warm);
    }
  });
  effect(() => {
    const song = open.value?.id ?? '';
    const from = shown.value?.number;
    const now = wanted();
    if (now === asked) {
      return;
    }

    // Without a loop the whole song is heard again; the change waits with its seconds.
    const onlyLoop = asked.slice(0, asked.lastIndexOf('|')) === now.slice(0, now.lastIndexOf('|'));
    asked = now;
    if (onlyLoop && player.loop.value === null && preview.peek().state === 'ready') {
      untracked(leave);
      return;
    }

    cancel();
    if (onlyLoop) {
      untracked(leave);
    }

    if (!song || from === undefined || isEmpty.value || isOnlyLocks.value) {
      preview.value = NONE;
      if (player.versions.peek().has(CHANGE)) {
        player.forget(CHANGE);
      }

      return;
    }

    timer = setTimeout(() => void render(song), CALM_MS);
  });
}

/** The seconds of the change are no longer those that are heard. */
function leave(): void {
  if (player.slot.value === 'c') {
    player.choose('b');
  }
}

/** Hears the change, in the seconds that were rendered. */
export function hearChange(): void {
  const { state, start, end } = preview.peek();
  if (state === 'ready') {
    follow({ start, end });
    player.choose('c');
  }
}

/** Renders the audible loop with the draft, newest first and only. */
async function render(song: string): Promise<void> {
  const mine = ++newest;
  const { signal: stopped } = aborted;
  const range = previewRange(player.loop.peek(), player.position.peek(), player.duration.peek());
  const length = range.end - range.start;
  preview.value = { state: 'rendering', words: '', start: range.start, end: range.end, progress: 0 };
  try {
    // At once with a guessed level, then the seconds of the master itself in its place.
    for (const sketch of [true, false]) {
      const begun = await call<Job>('POST', `/v1/masters/${song}/revisions`, { ...request(), preview: { startSeconds: range.start, durationSeconds: length, sketch } }, { signal: stopped });
      if (mine !== newest) {
        void remove(`/v1/jobs/${begun.id}`).catch(() => undefined);
        return;
      }

      job = begun;
      const done = await finished(begun, news => {
        if (mine === newest && sketch) {
          preview.value = { ...preview.value, progress: news.progress };
        }
      }, stopped);
      job = null;
      const sound = await fetchSound(player.theEngine().context, done.links.audio!, () => undefined, stopped);
      if (mine !== newest) {
        return;
      }

      hear(sound, range, sketch);
    }
  } catch (error) {
    if (mine === newest && !stopped.aborted) {
      job = null;
      if (preview.peek().state === 'ready') {
        return; // the sketch is heard; what is exact comes with the master
      }

      preview.value = { ...preview.value, state: 'failed', words: wordsOf(error) };
      say(wordsOf(error));
    }
  }
}

/** Switches to the change without stopping. */
function hear(sound: AudioBuffer, range: { start: number; end: number }, first: boolean): void {
  const base = shown.peek();
  const whole = base ? resultOf(base)?.report.result.loudness.integratedLufs ?? null : null;
  const rate = sound.sampleRate;
  const lufs = loudnessOfStretch(whole, sameSeconds(`r${base?.number}`, range, rate), integratedLoudness(channelsOf(sound), rate));
  player.offerSound({ id: CHANGE, title: 'Your change', kind: 'change', lufs }, sound, range.start);
  if (!first) {
    return; // whoever listens to something else by now is left there
  }

  preview.value = { state: 'ready', words: '', start: range.start, end: range.end, progress: 1 };
  follow(range);
  player.choose('c');
  say(`Your change is heard from ${time(range.start)} to ${time(range.end)}.`);
}

/** The loop that a preview brings with it asks for no other preview. */
function follow(range: { start: number; end: number }): void {
  const around = player.loop.peek();
  if (around?.start !== range.start || around.end !== range.end) {
    batch(() => {
      player.setLoop(range);
      asked = wanted();
    });
  }
}

function sameSeconds(id: string, range: { start: number; end: number }, rate: number): number | null {
  const channels = player.soundOf(id);
  return channels ? integratedLoudness(channels.map(channel => channel.subarray(Math.round(range.start * rate), Math.round(range.end * rate))), rate) : null;
}
