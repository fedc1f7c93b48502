import { effect, untracked } from '@preact/signals';
import * as player from './player';
import { fetchResult, made, result, shown } from './song';
import { open, openId } from './songs';
import { references } from './references';
import { get } from '../api/client';
import type { Analysis } from '../api/report';
import type { Reference, Revision } from '../api/types';
import { songName } from '../text/figures';

export const revisionId = (number: number): string => `r${number}`;

/** Keeps the player in step with the song: the mix against the revision that is shown. */
export function begin(): void {
  let [song, number] = ['', 0];
  effect(() => {
    const id = openId.value ?? '';
    const [master, read, revision] = [open.value, result.value, shown.value];
    if (id !== song) {
      [song, number] = [id, 0];
      void player.reset();
    }

    // News of the same revision leave what somebody has put into the player where it is.
    if (!master || !read || !revision || revision.number === number) {
      return;
    }

    number = revision.number;
    untracked(() => {
      const { report } = read;
      player.offer({ id: 'mix', title: 'Mix', kind: 'mix', url: `/v1/uploads/${master.uploadId}/audio`, lufs: report.input.loudness.integratedLufs });
      offer(revision, report.result.loudness.integratedLufs);
      player.duration.value ||= report.input.durationSeconds;
      player.put('b', revisionId(revision.number));
      if (player.slots.value.a === null) {
        player.put('a', 'mix');
      }
    });
  });
}

function offer(revision: Revision, lufs: number | null): void {
  player.offer({ id: revisionId(revision.number), title: `Revision ${revision.number}`, kind: 'revision', url: revision.job.links.audio!, lufs });
}

/** Puts a revision into a slot of the player. */
export async function compare(revision: Revision, slot: 'a' | 'b'): Promise<void> {
  const { report } = await fetchResult(revision);
  offer(revision, report.result.loudness.integratedLufs);
  player.put(slot, revisionId(revision.number));
  player.choose(slot);
}

export async function compareReference(reference: Reference, slot: 'a' | 'b'): Promise<void> {
  const analysis = reference.job.links.analysis ? await get<Analysis>(reference.job.links.analysis) : null;
  player.offer({
    id: `ref:${reference.id}`, title: songName(reference.name), kind: 'reference', url: `/v1/uploads/${reference.uploadId}/audio`, lufs: analysis?.loudness.integratedLufs ?? null,
  });
  player.put(slot, `ref:${reference.id}`);
  player.choose(slot);
}

/** All that can be put into a slot, by name. */
export const choices = (): { id: string; title: string; put: (slot: 'a' | 'b') => void }[] => [
  { id: 'mix', title: 'Mix', put: slot => { player.put(slot, 'mix'); player.choose(slot); } },
  ...made.value.map(revision => ({ id: revisionId(revision.number), title: `Revision ${revision.number}`, put: (slot: 'a' | 'b') => void compare(revision, slot) })),
  ...references.value.filter(reference => reference.ready && reference.uploadId)
    .map(reference => ({ id: `ref:${reference.id}`, title: songName(reference.name), put: (slot: 'a' | 'b') => void compareReference(reference, slot) })),
];
