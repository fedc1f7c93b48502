import { signal } from '@preact/signals';

/** What a screen reader is told next, politely. */
export const said = signal('');

let last = '';

/** Says something once; the same words again only after others. */
export function say(words: string): void {
  if (words !== last) {
    last = words;
    said.value = words;
  }
}

export interface Notice { id: number; kind: 'error' | 'done'; text: string }

export const notices = signal<Notice[]>([]);
let count = 0;
const SHOWN_MS = 8000;

export function notify(kind: Notice['kind'], text: string): void {
  const notice = { id: ++count, kind, text };
  notices.value = [...notices.value.filter(each => each.text !== text), notice].slice(-3);
  say(text);
  if (kind === 'done') {
    setTimeout(() => dismiss(notice.id), SHOWN_MS);
  }
}

export const dismiss = (id: number): void => {
  notices.value = notices.value.filter(each => each.id !== id);
};
