import { effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

/** What the page remembers on this machine. Where nothing can be stored it works all the same. */
function remembered<T extends string>(name: string, usual: T, possible: readonly T[]) {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(`lacquer.${name}`);
  } catch {
    // Storage is switched off.
  }

  const value = signal<T>(possible.includes(stored as T) ? stored as T : usual);
  let first = true;
  effect(() => {
    const now = value.value;
    if (first) {
      first = false;
      return;
    }

    try {
      localStorage.setItem(`lacquer.${name}`, now);
    } catch {
      // As above.
    }
  });
  return value;
}

export const theme = remembered<Theme>('theme', 'system', ['system', 'light', 'dark']);
export const keys = remembered('keys', 'on', ['on', 'off']);

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});
