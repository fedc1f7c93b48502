import { signal } from '@preact/signals';
import { get } from '../api/client';
import type { ParameterRange, Preset, StageAbout, Targets } from '../api/types';

export const presets = signal<Preset[]>([]);
export const targets = signal<Targets>({ asOf: '', targets: [] });
export const stages = signal<StageAbout[]>([]);

/** What there is to choose from. Without it the rest of the page works. */
export async function loadCatalogue(): Promise<void> {
  try {
    [presets.value, targets.value, stages.value] = await Promise.all([get<Preset[]>('/v1/presets'), get<Targets>('/v1/targets'), get<StageAbout[]>('/v1/stages')]);
  } catch {
    // Asked for again when a song is opened.
  }
}

/** What a parameter may be, where the service says so. */
export function rangeOf(stage: string, parameter: string): (ParameterRange & { min: number; max: number }) | null {
  const range = stages.value.find(each => each.name === stage)?.ranges.find(each => each.name === parameter);
  return range && range.min !== null && range.max !== null ? { ...range, min: range.min, max: range.max } : null;
}
