import { computed, signal } from '@preact/signals';
import { get, Problem, remove, wordsOf } from '../api/client';
import type { Account, Job, Master, Page, Upload } from '../api/types';
import { account } from './account';
import { notify } from './live';

/** The masters, newest first. Null until they have come. */
export const songs = signal<Master[] | null>(null);
export const more = signal<string | null>(null);
export const unreachable = signal('');
export const maxUploadBytes = signal(0);

/** Uploads that broke off earlier. */
export const unfinished = signal<Upload[]>([]);

/** The song that the address names. */
export const openId = signal(idOf(location.hash));
export const open = computed(() => songs.value?.find(song => song.id === openId.value) ?? null);

function idOf(hash: string): string | null {
  return /^#\/songs\/([a-z0-9_]+)/i.exec(hash)?.[1] ?? null;
}

addEventListener('hashchange', () => {
  openId.value = idOf(location.hash);
  if (openId.value && songs.value && !songs.value.some(song => song.id === openId.value)) {
    void find(openId.value);
  }
});

export const go = (id: string | null): void => {
  location.hash = id ? `#/songs/${id}` : '#/';
};

export async function load(): Promise<void> {
  try {
    const [page, uploads, owner] = await Promise.all([get<Page<Master>>('/v1/masters'), get<Page<Upload>>('/v1/uploads'), get<Account>('/v1/account')]);
    if (account.peek() && account.peek()!.id !== owner.id) {
      location.reload(); // somebody else has logged in: nothing of the one before stays in this page
      return;
    }

    account.value = owner;
    maxUploadBytes.value = owner.maxUploadBytes;
    unfinished.value = uploads.items.filter(upload => !upload.complete);
    more.value = page.next;
    songs.value = page.items;
    unreachable.value = '';
    if (openId.value && !page.items.some(song => song.id === openId.value)) {
      await find(openId.value);
    }
  } catch (error) {
    unreachable.value = error instanceof Problem && error.asksForLogin ? '' : wordsOf(error);
  }
}

export async function loadMore(): Promise<void> {
  const page = await get<Page<Master>>(`/v1/masters?after=${encodeURIComponent(more.value ?? '')}`);
  const known = new Set(songs.value?.map(song => song.id));
  songs.value = [...songs.value ?? [], ...page.items.filter(song => !known.has(song.id))];
  more.value = page.next;
}

/** Brings one song up to date, or into the list. */
export async function find(id: string): Promise<void> {
  try {
    put(await get<Master>(`/v1/masters/${id}`));
  } catch (error) {
    if (openId.value === id && !songs.value?.some(song => song.id === id)) {
      notify('error', `This song cannot be opened. ${wordsOf(error)}`);
      go(null);
    }
  }
}

export function put(song: Master): void {
  const all = songs.value ?? [];
  songs.value = all.some(each => each.id === song.id) ? all.map(each => each.id === song.id ? song : each) : [song, ...all];
}

/** News of a job, put into the song it belongs to. */
export function putJob(job: Job): void {
  const song = songs.value?.find(each => each.id === job.masterId);
  if (song) {
    put({ ...song, revisions: song.revisions.map(revision => revision.job.id === job.id ? { ...revision, job } : revision) });
  }
}

/** Erases a song with its upload and everything that came from it. */
export async function erase(song: Master): Promise<void> {
  try {
    await remove(`/v1/uploads/${song.uploadId}`);
    songs.value = songs.value?.filter(each => each.uploadId !== song.uploadId) ?? null;
    if (openId.value === song.id) {
      go(null);
    }

    notify('done', `“${song.name}” and all that came from it is erased.`);
  } catch (error) {
    notify('error', wordsOf(error));
  }
}

export async function forgetUpload(upload: Upload): Promise<void> {
  try {
    await remove(`/v1/uploads/${upload.id}`);
    unfinished.value = unfinished.value.filter(each => each.id !== upload.id);
  } catch (error) {
    notify('error', wordsOf(error));
  }
}
