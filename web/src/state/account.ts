import { signal } from '@preact/signals';
import type { Account } from '../api/types';

/** Whose studio this is. Null until it has come. */
export const account = signal<Account | null>(null);
