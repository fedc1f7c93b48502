import { batch, computed, effect, signal } from '@preact/signals';
import { wordsOf } from '../api/client';
import { loopBetween } from '../audio/clock';
import { channelsOf, fetchSound } from '../audio/decode';
import { Engine, type Listening } from '../audio/engine';
import { matchGainsDb, toLinear } from '../audio/matching';
import { outlineOf, type Outline } from '../audio/peaks';

export interface Version {
  id: string;
  title: string;
  kind: 'mix' | 'revision' | 'reference' | 'change';
  url: string;
  /** Integrated loudness; null: not known. */
  lufs: number | null;
  state: 'idle' | 'loading' | 'ready' | 'failed';
  share: number;
  words: string;
  outline: Outline | null;
  seconds: number;
}

export type Slot = 'a' | 'b' | 'c';

/** Decoded sound is large: so many versions are kept at a time. */
const KEPT = 4;

export const versions = signal<Map<string, Version>>(new Map());
export const slots = signal<Record<Slot, string | null>>({ a: null, b: null, c: null });
export const slot = signal<Slot>('b');
export const playing = signal(false);
/** Whether it plays as soon as there is something to hear. */
export const willPlay = signal(false);
export const position = signal(0);
export const duration = signal(0);
export const loop = signal<{ start: number; end: number } | null>(null);
export const matched = signal(true);
export const listening = signal<Listening>('stereo');
/** While a blind test runs, what X is must not show. */
export const blind = signal(false);

/** What the slots hold while others are heard in their place, with the loop of before; null: nothing is set aside. */
export const setAside = signal<{ slots: Record<Slot, string | null>; slot: Slot; loop: { start: number; end: number } | null } | null>(null);

let engine: Engine | null = null;
let stopLoading = new AbortController();
let used: string[] = [];

export const heard = computed(() => {
  const id = slots.value[slot.value];
  return id ? versions.value.get(id) ?? null : null;
});

/** Gain of each version in a slot, in dB. */
export const gains = computed(() => {
  const inSlots = Object.values(slots.value).filter((id): id is string => id !== null);
  const loudness = new Map(inSlots.map(id => [id, versions.value.get(id)?.lufs ?? null]));
  return matched.value ? matchGainsDb(loudness) : new Map(inSlots.map(id => [id, 0]));
});

effect(() => {
  for (const [id, db] of gains.value) {
    engine?.setGain(id, toLinear(db));
  }
});

effect(() => engine?.setListening(listening.value));

const change = (id: string, news: Partial<Version>): void => {
  const version = versions.peek().get(id);
  if (version) {
    versions.value = new Map(versions.peek()).set(id, { ...version, ...news });
  }
};

/** Empties the player for another song. */
export async function reset(): Promise<void> {
  stopLoading.abort();
  stopLoading = new AbortController();
  const old = engine;
  engine = null;
  used = [];
  playing.value = false;
  willPlay.value = false;
  versions.value = new Map();
  slots.value = { a: null, b: null, c: null };
  setAside.value = null;
  slot.value = 'b';
  position.value = 0;
  duration.value = 0;
  loop.value = null;
  blind.value = false;
  await old?.close();
}

export function theEngine(): Engine {
  if (!engine) {
    engine = new Engine();
    engine.setListening(listening.peek());
    engine.onEnd = () => {
      playing.value = false;
      position.value = engine?.position ?? 0;
    };
  }

  return engine;
}

/** Makes a version known; it is fetched when it comes into a slot. */
export function offer(version: Pick<Version, 'id' | 'title' | 'kind' | 'url' | 'lufs'>): void {
  const known = versions.peek().get(version.id);
  versions.value = new Map(versions.peek()).set(version.id, known
    ? { ...known, ...version }
    : { ...version, state: 'idle', share: 0, words: '', outline: null, seconds: 0 });
}

/** Puts decoded sound in as a version: a stretch of the song that was rendered for a change. */
export function offerSound(version: Pick<Version, 'id' | 'title' | 'kind' | 'lufs'>, buffer: AudioBuffer, startSeconds: number): void {
  versions.value = new Map(versions.peek()).set(version.id, {
    ...version, url: '', state: 'ready', share: 1, words: '', outline: null, seconds: buffer.duration,
  });
  theEngine().add(version.id, buffer, startSeconds);
  slots.value = { ...slots.peek(), c: version.id };
}

/** Hears stretches of the song, without names, in the place of what the slots hold. */
export function hearInstead(stretches: { slot: Slot; title: string; lufs: number | null; buffer: AudioBuffer }[], range: { start: number; end: number }): void {
  const before = { slots: slots.peek(), slot: slot.peek(), loop: loop.peek() };
  const known = new Map(versions.peek());
  const instead: Record<Slot, string | null> = { a: null, b: null, c: null };
  for (const { slot: at, title, lufs, buffer } of stretches) {
    const id = `instead-${at}`;
    known.set(id, { id, title, kind: 'change', url: '', lufs, state: 'ready', share: 1, words: '', outline: null, seconds: buffer.duration });
    theEngine().add(id, buffer, range.start);
    instead[at] = id;
  }

  setLoop(range);
  batch(() => {
    setAside.value = before;
    versions.value = known;
    slots.value = instead;
    matched.value = true;
    blind.value = true;
  });
  choose('a');
}

/** Puts the slots and the loop back as they were before. */
export function bringBack(): void {
  const before = setAside.peek();
  if (!before) {
    return;
  }

  const heardInstead = Object.values(slots.peek());
  const rest = new Map(versions.peek());
  heardInstead.forEach(id => rest.delete(id ?? ''));
  batch(() => {
    setAside.value = null;
    slots.value = before.slots;
    blind.value = false;
    versions.value = rest;
  });
  choose(before.slot);
  setLoop(before.loop);
  heardInstead.forEach(id => engine?.remove(id ?? ''));
}

export function forget(id: string): void {
  const rest = new Map(versions.peek());
  rest.delete(id);
  if (slots.peek().c === id) {
    if (slot.peek() === 'c') {
      choose('b');
    }

    slots.value = { ...slots.peek(), c: null };
  }

  versions.value = rest;
  engine?.remove(id);
}

/** Puts a version into a slot and fetches it if need be. */
export function put(to: Slot, id: string): void {
  slots.value = { ...slots.peek(), [to]: id };
  void load(id);
}

export async function load(id: string): Promise<void> {
  used = [...used.filter(each => each !== id), id];
  const version = versions.peek().get(id);
  if (!version || version.state === 'loading' || version.state === 'ready') {
    if (version?.state === 'ready') {
      hearWhatIsChosen();
    }

    return;
  }

  const { signal: aborted } = stopLoading;
  change(id, { state: 'loading', share: 0, words: '' });
  try {
    const buffer = await fetchSound(theEngine().context, version.url, share => change(id, { share }), aborted);
    aborted.throwIfAborted();
    theEngine().add(id, buffer);
    theEngine().setGain(id, toLinear(gains.peek().get(id) ?? 0));
    change(id, { state: 'ready', share: 1, outline: outlineOf(channelsOf(buffer)), seconds: buffer.duration });
    duration.value = Math.max(duration.peek(), version.kind === 'reference' ? 0 : buffer.duration);
    letGo();
    hearWhatIsChosen();
    if (willPlay.peek()) {
      void play();
    }
  } catch (error) {
    if (!aborted.aborted) {
      change(id, { state: 'failed', words: wordsOf(error) });
      willPlay.value = willPlay.peek() && slots.peek()[slot.peek()] !== id;
    }
  }
}

function letGo(): void {
  const needed = new Set([...Object.values(slots.peek()), ...Object.values(setAside.peek()?.slots ?? {})]);
  for (const id of used.filter(each => !needed.has(each)).slice(0, Math.max(0, used.length - KEPT))) {
    used = used.filter(each => each !== id);
    engine?.remove(id);
    change(id, { state: 'idle' });
  }
}

function hearWhatIsChosen(): void {
  const id = slots.peek()[slot.peek()];
  if (id && engine?.has(id)) {
    engine.select(id);
  }
}

/** Lets another slot be heard. */
export function choose(to: Slot): void {
  const id = slots.peek()[to];
  if (!id) {
    return;
  }

  slot.value = to;
  void load(id);
}

/** The channels of a version that is decoded. */
export function soundOf(id: string): Float32Array[] | null {
  const buffer = engine?.buffer(id);
  return buffer ? channelsOf(buffer) : null;
}

export async function play(): Promise<void> {
  hearWhatIsChosen();
  const id = slots.peek()[slot.peek()];
  if (!id || !theEngine().has(id)) {
    willPlay.value = true;
    void theEngine().context.resume(); // now, while it is the listener who asks
    return;
  }

  willPlay.value = false;
  await theEngine().play();
  playing.value = theEngine().isPlaying;
  if (playing.peek()) {
    requestAnimationFrame(tick);
  }
}

export function pause(): void {
  engine?.pause();
  playing.value = false;
  willPlay.value = false;
  position.value = engine?.position ?? 0;
}

export const toggle = (): void => playing.peek() || willPlay.peek() ? pause() : void play();

function tick(): void {
  if (engine && playing.peek()) {
    position.value = engine.position;
    requestAnimationFrame(tick);
  }
}

export function seek(seconds: number): void {
  // Before its loop a change has no sound.
  const around = heard.peek()?.kind === 'change' ? loop.peek() : null;
  const to = Math.max(around?.start ?? 0, Math.min(seconds, Math.max(0, (setAside.peek() && around ? around.end : duration.peek()) - 0.05)));
  theEngine().seek(to);
  position.value = to;
}

/** Jumps somewhere, out of the loop if need be, and plays. */
export function jump(seconds: number): void {
  const around = loop.peek();
  if (around && !setAside.peek() && (seconds < around.start || seconds >= around.end)) {
    setLoop(null);
  }

  seek(seconds);
  void play();
}

export function setLoop(to: { start: number; end: number } | null): void {
  // Outside its stretch a version that is heard in the place of others has no sound.
  if (setAside.peek()) {
    return;
  }

  loop.value = to ? loopBetween(to.start, to.end, duration.peek() || to.end) : null;
  theEngine().setLoop(loop.peek());
  const around = loop.peek();
  if (around && (theEngine().position < around.start || theEngine().position >= around.end)) {
    seek(around.start);
  }
}
