import { signal } from '@preact/signals';
import { get } from '../api/client';
import type { Preset, Targets } from '../api/types';

export const presets = signal<Preset[]>([]);
export const targets = signal<Targets>({ asOf: '', targets: [] });

/** What there is to choose from. Without it the rest of the page works. */
export async function loadCatalogue(): Promise<void> {
  try {
    [presets.value, targets.value] = await Promise.all([get<Preset[]>('/v1/presets'), get<Targets>('/v1/targets')]);
  } catch {
    // Asked for again when a song is opened.
  }
}
