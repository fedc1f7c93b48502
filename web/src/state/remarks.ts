import { signal } from '@preact/signals';

/** The comment that a mark was clicked for. */
export const pointedAt = signal<string | null>(null);

/** Shows a comment in its list. */
export function pointAt(id: string): void {
  pointedAt.value = id;
  document.getElementById(`comment-${id}`)?.scrollIntoView({ block: 'nearest' });
}
