import { computed, signal } from '@preact/signals';
import { call, wordsOf } from '../api/client';
import type { Job, RevisionRequest, WishedReferences } from '../api/types';
import { lockTitle, settingTitle } from '../text/settings';
import { stageTitle } from '../text/stages';
import { wish } from '../text/controls';
import { notify, say } from './live';
import { presets } from './catalogue';
import { loop } from './player';
import { requestOf, type Draft } from './request';
import { result, shown } from './song';
import { find, open } from './songs';

const EMPTY: Draft = { controls: {}, preset: null, set: {}, off: {}, lock: {}, notes: [], references: null };

export const draft = signal<Draft>(EMPTY);
export const making = signal(false);

export const isEmpty = computed(() => {
  const { controls, preset, set, off, lock, notes, references } = draft.value;
  return Object.keys(controls).length + Object.keys(set).length + Object.keys(off).length + Object.keys(lock).length + notes.length === 0 && preset === null && references === null;
});

/** Locks alone are not heard: they hold from the next revision on. */
export const isOnlyLocks = computed(() => {
  const { controls, preset, set, off, lock, notes, references } = draft.value;
  return Object.keys(lock).length > 0 && Object.keys(controls).length + Object.keys(set).length + Object.keys(off).length + notes.length === 0 && preset === null && references === null;
});

/** Whether settings are for the loop alone. */
export const onlyLoop = signal(false);

const stretch = (): string => onlyLoop.value && loop.value ? `@${loop.value.start}-${loop.value.end}` : '';

export const discard = (): void => {
  draft.value = EMPTY;
};

/** A control as it would be with the draft: a wish, the preset's, or the revision's. */
export function control(name: string): string | number | null {
  const given = draft.value.controls[name];
  if (given !== undefined) {
    return given;
  }

  const preset = presets.value.find(each => each.name === draft.value.preset)?.controls[name]?.value;
  if (preset !== undefined) {
    return Number.isFinite(Number(preset)) ? Number(preset) : preset;
  }

  const now = shown.value?.controls;
  return !now ? null
    : name === 'loudness' ? (draft.value.controls.intensity !== undefined || draft.value.controls.volume !== undefined ? null : now.targetName ?? now.loudnessLufs)
    : name === 'ceiling' ? now.ceilingDbtp
    : name === 'genre' ? now.genre ?? 'auto'
    : now[name as keyof typeof now] ?? null;
}

/** Wishes for a control; what it already was is no wish. */
export function ask(name: string, value: string | number): void {
  const controls = { ...draft.value.controls };
  delete controls[name];
  if (name === 'loudness') {
    delete controls.volume;
    delete controls.intensity;
  } else if (name === 'volume' || name === 'intensity') {
    delete controls.loudness;
  }

  draft.value = { ...draft.value, controls };
  if (control(name) !== value) {
    draft.value = { ...draft.value, controls: { ...controls, [name]: value } };
  }
}

export function choosePreset(name: string | null): void {
  draft.value = { ...draft.value, preset: name, controls: name === null ? draft.value.controls : {} };
}

const stageNow = (stage: string) => result.value?.report.plan.stages.find(each => each.name === stage);

/** A parameter as the plan has it, in the loop or everywhere. */
function planned(stage: string, name: string): number | undefined {
  const around = onlyLoop.value ? loop.value : null;
  const own = around ? result.value?.report.plan.overrides.findLast(each => each.stage === stage && each.parameter === name && each.fromSeconds === around.start && each.toSeconds === around.end) : undefined;
  return own?.value ?? stageNow(stage)?.parameters[name];
}

export const isChanged = (stage: string, name: string): boolean => draft.value.set[`${stage}.${name}${stretch()}`] !== undefined;

export const parameter = (stage: string, name: string): number => draft.value.set[`${stage}.${name}${stretch()}`] ?? draft.value.set[`${stage}.${name}`] ?? planned(stage, name) ?? 0;

export function setParameter(stage: string, name: string, value: number): void {
  const set = { ...draft.value.set };
  const key = `${stage}.${name}${stretch()}`;
  delete set[key];
  if ((set[`${stage}.${name}`] ?? planned(stage, name)) !== value) {
    set[key] = value;
  }

  draft.value = { ...draft.value, set };
}

/** Whether nothing but a hand moves a stage, or one of its parameters. */
export function isLocked(stage: string, name?: string): boolean {
  const { lock } = draft.value;
  const plan = stageNow(stage);
  return name !== undefined
    ? lock[`${stage}.${name}`] ?? lock[stage] ?? plan?.setByHand.includes(name) ?? false
    : lock[stage] ?? (plan !== undefined && Object.keys(plan.parameters).every(each => plan.setByHand.includes(each)));
}

/** Locks, or sets free again, from the next revision on. */
export function switchLock(stage: string, name?: string): void {
  const wanted = !isLocked(stage, name);
  const full = name === undefined ? stage : `${stage}.${name}`;
  const lock = Object.fromEntries(Object.entries(draft.value.lock).filter(([key]) => key !== full && (name !== undefined || !key.startsWith(`${stage}.`))));
  draft.value = { ...draft.value, lock };
  if (isLocked(stage, name) !== wanted) {
    draft.value = { ...draft.value, lock: { ...lock, [full]: wanted } };
  }

  say(`${lockTitle(full)} ${wanted ? 'locked' : 'free again'}.`);
}

export const isOff = (stage: string): boolean => draft.value.off[stage] ?? stageNow(stage)?.bypassed ?? false;

export function switchStage(stage: string): void {
  const off = { ...draft.value.off };
  const wanted = !isOff(stage);
  delete off[stage];
  if ((stageNow(stage)?.bypassed ?? false) !== wanted) {
    off[stage] = wanted;
  }

  draft.value = { ...draft.value, off };
  say(`${stageTitle(stage)} ${wanted ? 'off' : 'on'}.`);
}

export const addNote = (note: string): void => {
  draft.value = { ...draft.value, notes: [...draft.value.notes, note] };
};

export const wishReferences = (references: WishedReferences | null): void => {
  draft.value = { ...draft.value, references };
};

/** The draft in a few words. */
export const wordsOfDraft = computed(() => {
  const { controls, preset, set, off, lock, notes, references } = draft.value;
  return [
    ...preset ? [`preset ${preset}`] : [],
    ...Object.entries(controls).map(([name, value]) => wish(name, value)),
    ...Object.entries(off).map(([stage, isOffNow]) => `${stageTitle(stage).toLowerCase()} ${isOffNow ? 'off' : 'on'}`),
    ...Object.keys(set).map(settingTitle),
    ...Object.entries(lock).map(([name, locked]) => `${lockTitle(name)} ${locked ? 'locked' : 'free again'}`),
    ...notes.map(note => `“${note}”`),
    ...references ? [references.tracks.length === 0 ? 'no reference' : `towards ${references.tracks.length === 1 ? 'a reference' : 'references'}, ${references.match ?? 50} %`] : [],
  ];
});

/** The draft as the API takes it. */
export const request = (): RevisionRequest => requestOf(draft.value, shown.value
  ? { number: shown.value.number, style: shown.value.controls?.style ?? null, stages: result.value?.report.plan.stages ?? [] }
  : null);

/** Renders the whole track as the next revision. */
export async function make(): Promise<void> {
  const song = open.value;
  if (!song || isEmpty.value || making.value) {
    return;
  }

  making.value = true;
  try {
    await call<Job>('POST', `/v1/masters/${song.id}/revisions`, request(), { key: crypto.randomUUID() });
    discard();
    await find(song.id);
    say('The whole track is being rendered as a new revision.');
  } catch (error) {
    notify('error', wordsOf(error));
  }

  making.value = false;
}
