import { computed, effect, signal } from '@preact/signals';
import { call, get, post, remove, wordsOf } from '../api/client';
import type { Approval, Comment, Share } from '../api/sharing';
import { notify } from './live';
import { open } from './songs';

const LOOK_MS = 20_000; // people write slower than that

export const shares = signal<Share[]>([]);
export const comments = signal<Comment[]>([]);
export const approvals = signal<Approval[]>([]);
export const dialogOpen = signal(false);
/** The link that was just made: it is shown this once. */
export const newest = signal<Share | null>(null);

export const unread = computed(() => comments.value.filter(comment => !comment.read).length);
/** Whether anybody has been asked, or has said anything. */
export const isShared = computed(() => shares.value.length + comments.value.length + approvals.value.length > 0);

const below = (path: string): string => `/v1/masters/${open.peek()!.id}/${path}`;

/** Brings links, comments and approvals of the open song up to date. */
export async function look(): Promise<void> {
  const song = open.peek();
  if (!song) {
    return;
  }

  try {
    const [links, said, agreed] = await Promise.all([get<Share[]>(below('shares')), get<Comment[]>(below('comments')), get<Approval[]>(below('approvals'))]);
    if (open.peek()?.id === song.id) {
      [shares.value, comments.value, approvals.value] = [links, said, agreed];
    }
  } catch {
    // Asked for again soon.
  }
}

/** Follows what listeners say to the song that is open. */
export function begin(): void {
  let song = '';
  effect(() => {
    const id = open.value?.id ?? '';
    if (id !== song) {
      song = id;
      [shares.value, comments.value, approvals.value, newest.value] = [[], [], [], null];
      dialogOpen.value = false;
      void look();
    }
  });
  setInterval(() => {
    if (!document.hidden && isShared.peek()) {
      void look();
    }
  }, LOOK_MS);
}

async function tried(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    notify('error', wordsOf(error));
    return false;
  }
}

export const share = (wishes: { name: string; mayComment: boolean; mayApprove: boolean; expiresInDays: number }): Promise<boolean> => tried(async () => {
  newest.value = await post<Share>(below('shares'), wishes);
  await look();
});

export const revoke = (id: string): Promise<boolean> => tried(async () => {
  await remove(below(`shares/${id}`));
  if (newest.value?.id === id) {
    newest.value = null;
  }

  await look();
});

export const change = (id: string, news: { read?: boolean; done?: boolean; answer?: string }): Promise<boolean> => tried(async () => {
  const changed = await call<Comment>('PATCH', below(`comments/${id}`), news);
  comments.value = comments.value.map(each => each.id === id ? changed : each);
});

export const forget = (id: string): Promise<boolean> => tried(async () => {
  await remove(below(`comments/${id}`));
  comments.value = comments.value.filter(each => each.id !== id);
});
