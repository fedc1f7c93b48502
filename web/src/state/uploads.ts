import { signal } from '@preact/signals';
import { DetailedError, Upload as Tus } from 'tus-js-client';
import { loginNeeded, post, wordsOf } from '../api/client';
import { CSRF_HEADER, csrfToken } from '../api/csrf';
import type { Job, Reference } from '../api/types';
import { bytes } from '../text/figures';
import { notify, say } from './live';
import { find, go, maxUploadBytes, unfinished } from './songs';
import { addReference } from './references';

export type UploadState = 'queued' | 'sending' | 'paused' | 'waiting' | 'failed';

export interface Sending { id: number; name: string; size: number; sent: number; state: UploadState; words: string; purpose: 'song' | 'reference'; resumed: boolean }

const AT_ONCE = 2;
const PART_BYTES = 8 * 1024 * 1024; // what has arrived whole need not be sent again
const RETRIES_MS = [500, 1500, 3000, 5000, 10_000, 20_000];
const ENDINGS = /\.(wav|wave|aiff?|aifc|flac|mp3|ogg|oga|opus|m4a|aac|mp4|w64|rf64)$/i;

export const sendings = signal<Sending[]>([]);

interface Course { tus: Tus; file: File }
const courses = new Map<number, Course>();
let count = 0;

const change = (id: number, news: Partial<Sending>): void => {
  sendings.value = sendings.value.map(each => each.id === id ? { ...each, ...news } : each);
};

/** Takes files in; each is sent, resumably, and mastered with the defaults as soon as it is there. */
export function send(files: Iterable<File>, purpose: Sending['purpose'] = 'song'): void {
  for (const file of files) {
    const objection = objectionTo(file);
    if (objection) {
      notify('error', objection);
      continue;
    }

    const id = ++count;
    sendings.value = [...sendings.value, { id, name: file.name, size: file.size, sent: 0, state: 'queued', words: '', purpose, resumed: false }];
    courses.set(id, { file, tus: course(id, file, purpose) });
  }

  next();
}

function objectionTo(file: File): string | null {
  if (file.size === 0) {
    return `“${file.name}” is empty; export it again.`;
  }

  if (maxUploadBytes.value > 0 && file.size > maxUploadBytes.value) {
    return `“${file.name}” has ${bytes(file.size)}; at most ${bytes(maxUploadBytes.value)} are taken.`;
  }

  return file.type.startsWith('audio/') || ENDINGS.test(file.name) ? null
    : `“${file.name}” is not a sound file. WAV, AIFF, FLAC, MP3, Ogg, Opus and M4A are taken.`;
}

function course(id: number, file: File, purpose: Sending['purpose']): Tus {
  return new Tus(file, {
    endpoint: '/v1/uploads',
    chunkSize: PART_BYTES,
    retryDelays: RETRIES_MS,
    removeFingerprintOnSuccess: true,
    metadata: { filename: file.name },
    onBeforeRequest: request => {
      const token = csrfToken(document.cookie); // another one after another login
      if (token) {
        request.setHeader(CSRF_HEADER, token);
      }
    },
    onProgress: sent => change(id, { sent, state: 'sending', words: '' }),
    onShouldRetry: error => {
      const status = error instanceof DetailedError ? error.originalResponse?.getStatus() ?? 0 : 0;
      const again = status === 0 || status === 409 || status === 423 || status === 429 || status >= 500;
      if (again) {
        change(id, { state: 'waiting', words: 'The connection is lost; it goes on by itself.' });
      }

      return again;
    },
    onError: error => {
      if (error instanceof DetailedError && error.originalResponse?.getStatus() === 401) {
        loginNeeded.value = true;
      }

      change(id, { state: 'failed', words: wordsOfFailure(error) });
      say(`The upload of ${file.name} stopped.`);
      next();
    },
    onSuccess: () => void arrived(id, courses.get(id)!.tus.url!.split('/').pop()!, file.name, purpose),
  });
}

function wordsOfFailure(error: Error): string {
  if (error instanceof DetailedError && error.originalResponse?.getStatus() === 401) {
    return 'The login has ended. What has arrived is kept: go on after the next login.';
  }

  const body = error instanceof DetailedError ? error.originalResponse?.getBody() : undefined;
  try {
    return (JSON.parse(body ?? '') as { detail?: string }).detail ?? 'The upload was refused.';
  } catch {
    return 'The connection is lost. Nothing that has arrived is lost: go on when it is back.';
  }
}

function next(): void {
  for (const each of sendings.value.filter(sending => sending.state === 'queued')) {
    if (sendings.value.filter(sending => sending.state === 'sending' || sending.state === 'waiting').length >= AT_ONCE) {
      return;
    }

    void begin(each.id);
  }
}

async function begin(id: number): Promise<void> {
  const { tus } = courses.get(id)!;
  change(id, { state: 'sending', words: '' });
  // The same file sent before, perhaps before a reload: it goes on where it stopped.
  const [earlier] = tus.url ? [] : await tus.findPreviousUploads();
  if (earlier) {
    tus.resumeFromPreviousUpload(earlier);
    change(id, { resumed: true });
  }

  tus.start();
}

export async function pause(id: number): Promise<void> {
  await courses.get(id)?.tus.abort();
  change(id, { state: 'paused', words: '' });
  next();
}

export const resume = (id: number): void => void begin(id);

export async function drop(id: number): Promise<void> {
  const sending = sendings.value.find(each => each.id === id);
  sendings.value = sendings.value.filter(each => each.id !== id);
  await courses.get(id)?.tus.abort(sending?.state !== 'failed').catch(() => undefined);
  courses.delete(id);
  next();
}

async function arrived(id: number, uploadId: string, name: string, purpose: Sending['purpose']): Promise<void> {
  try {
    if (purpose === 'reference') {
      addReference(await post<Reference>('/v1/references', { uploadId }));
    } else {
      const job = await post<Job>('/v1/masters', { uploadId }, `first-${uploadId}`);
      await find(job.masterId!);
      if (sendings.value.filter(each => each.purpose === 'song').length <= 1) {
        go(job.masterId);
      }

      say(`${name} has arrived and is being mastered.`);
    }

    unfinished.value = unfinished.value.filter(upload => upload.id !== uploadId);
    sendings.value = sendings.value.filter(each => each.id !== id);
    courses.delete(id);
  } catch (error) {
    change(id, { state: 'failed', words: wordsOf(error) });
  }

  next();
}
