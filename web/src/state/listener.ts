import { computed, signal } from '@preact/signals';
import { get, post, Problem, wordsOf } from '../api/client';
import type { Approval, Comment, Shared, SharedRevision } from '../api/sharing';
import { songName } from '../text/figures';
import { notify, say } from './live';
import * as player from './player';

const LOOK_MS = 20_000;

/** The token in the address; null: this is the studio, not somebody's link. */
export const token = /^\/share\/([\w-]+)\/?$/.exec(location.pathname)?.[1] ?? null;

export const shared = signal<Shared | null>(null);
/** Why nothing is to be heard. */
export const closed = signal('');

/** Remembered on this machine, so that it is typed once. */
export const myName = signal(stored());

function stored(): string {
  try {
    return localStorage.getItem('lacquer.name') ?? '';
  } catch {
    return '';
  }
}

export function callMe(name: string): void {
  myName.value = name;
  try {
    localStorage.setItem('lacquer.name', name);
  } catch {
    // Storage is switched off.
  }
}

const number = (id: string | null): number | null => id?.startsWith('r') ? Number(id.slice(1)) : null;

/** The revision that is spoken about: the one in B, or else in A. */
export const current = computed<SharedRevision | null>(() => {
  const wanted = number(player.slots.value.b) ?? number(player.slots.value.a);
  const all = shared.value?.revisions ?? [];
  return all.find(revision => revision.number === wanted) ?? all[all.length - 1] ?? null;
});

export const choices = computed(() => [
  { id: 'mix', title: 'Mix' }, ...(shared.value?.revisions ?? []).map(revision => ({ id: `r${revision.number}`, title: `Revision ${revision.number}` })),
]);

async function look(): Promise<void> {
  try {
    const read = await get<Shared>(`/v1/shares/${token}`);
    const first = shared.peek() === null;
    shared.value = read;
    document.title = `${songName(read.name)} · Lacquer`;
    offer(read, first);
  } catch (error) {
    if (error instanceof Problem && error.status === 404) {
      player.pause();
      shared.value = null;
      closed.value = 'This link does not work any more. It may have been revoked, or its time is over; ask whoever sent it for another one.';
    } else if (shared.peek() === null) {
      closed.value = wordsOf(error);
    }
  }
}

function offer({ mix, revisions }: Shared, first: boolean): void {
  const last = revisions[revisions.length - 1];
  if (!last) {
    return;
  }

  player.offer({ id: 'mix', title: 'Mix', kind: 'mix', url: mix, lufs: last.mixLoudnessLufs });
  for (const each of revisions) {
    player.offer({ id: `r${each.number}`, title: `Revision ${each.number}`, kind: 'revision', url: each.links.audio!, lufs: each.loudnessLufs });
  }

  if (first) {
    player.duration.value = last.durationSeconds;
    player.put('b', `r${last.number}`);
    player.put('a', 'mix');
  }
}

export function begin(): void {
  void look();
  setInterval(() => {
    if (!document.hidden && !closed.peek()) {
      void look();
    }
  }, LOOK_MS);
}

export async function comment(atSeconds: number, text: string): Promise<boolean> {
  try {
    const said = await post<Comment>(`/v1/shares/${token}/comments`, { revision: current.value!.number, atSeconds, author: myName.value, text });
    shared.value = { ...shared.value!, comments: [...shared.value!.comments, said].sort((a, b) => a.atSeconds - b.atSeconds) };
    say('Your comment is there.');
    return true;
  } catch (error) {
    notify('error', wordsOf(error));
    return false;
  }
}

export async function approve(verdict: Approval['verdict']): Promise<void> {
  try {
    const said = await post<Approval>(`/v1/shares/${token}/approval`, { revision: current.value!.number, verdict, name: myName.value });
    shared.value = { ...shared.value!, approvals: [...shared.value!.approvals.filter(each => each.revision !== said.revision || each.name !== said.name), said] };
    say(verdict === 'approved' ? 'You have approved it.' : 'You have asked for changes.');
  } catch (error) {
    notify('error', wordsOf(error));
  }
}
