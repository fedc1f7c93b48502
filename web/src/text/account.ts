import type { Account, Scope } from '../api/types';
import { bytes, list, month } from './figures';

/** What a key may do, as its maker reads it. */
export const SCOPES: Record<Scope, string> = { read: 'See and download', master: 'Upload, master, erase', account: 'Make and revoke keys' };

/** What is used of a plan, a line each. */
export function used({ limits, use }: Account): string[] {
  const of = (most: string | null): string => most === null ? '' : ` of ${most}`;
  return [
    `${use.masters}${of(limits.mastersAMonth === null ? null : String(limits.mastersAMonth))} masters and revisions in ${month(use.month)}`,
    `${use.storedBytes === 0 ? 'Nothing' : bytes(use.storedBytes)}${of(limits.storedBytes === null ? null : bytes(limits.storedBytes))} stored`,
    ...limits.formats.length > 0 ? [`Files as ${list(limits.formats.map(format => format.toUpperCase()))}`] : [],
  ];
}
