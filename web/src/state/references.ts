import { signal } from '@preact/signals';
import { get, remove, wordsOf } from '../api/client';
import { isOver, watch } from '../api/jobs';
import type { Page, Reference } from '../api/types';
import { notify } from './live';

export const references = signal<Reference[]>([]);

export async function loadReferences(): Promise<void> {
  try {
    references.value = (await get<Page<Reference>>('/v1/references?limit=200')).items;
    references.value.filter(reference => !isOver(reference.job)).forEach(follow);
  } catch (error) {
    notify('error', wordsOf(error));
  }
}

export function addReference(reference: Reference): void {
  references.value = [reference, ...references.value.filter(each => each.id !== reference.id)];
  follow(reference);
}

function follow(reference: Reference): void {
  watch(reference.job.id, job => {
    references.value = references.value.map(each => each.id === reference.id ? { ...each, job, ready: job.state === 'succeeded' } : each);
    if (job.state === 'failed') {
      notify('error', `“${reference.name}” cannot be used as a reference. ${job.failure?.message ?? ''}`);
    }
  });
}

export async function forgetReference(reference: Reference): Promise<void> {
  try {
    await remove(`/v1/references/${reference.id}`);
    references.value = references.value.filter(each => each.id !== reference.id);
  } catch (error) {
    notify('error', wordsOf(error));
  }
}
