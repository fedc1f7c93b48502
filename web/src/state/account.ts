import { signal } from '@preact/signals';
import { call, get, post, remove } from '../api/client';
import type { Account, ApiKey, Scope } from '../api/types';
import { faultOf, type Fault } from './fault';

/** Whose studio this is. Null until it has come. */
export const account = signal<Account | null>(null);
export const dialogOpen = signal(false);
export const keys = signal<ApiKey[]>([]);
/** The key that was just made: it is shown this once. */
export const newest = signal<ApiKey | null>(null);

/** Opens the menu with what is true now. */
export async function show(): Promise<void> {
  dialogOpen.value = true;
  try {
    [account.value, keys.value] = await Promise.all([get<Account>('/v1/account'), get<ApiKey[]>('/v1/account/keys')]);
  } catch {
    // What was known before stays.
  }
}

export function hide(): void {
  dialogOpen.value = false;
  newest.value = null;
}

async function tried(work: () => Promise<unknown>, secret = ''): Promise<Fault | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return faultOf(error, secret);
  }
}

export const makeKey = (name: string, scopes: Scope[]): Promise<Fault | null> => tried(async () => {
  const made = await post<ApiKey>('/v1/account/keys', { name, scopes });
  newest.value = made;
  keys.value = [{ ...made, key: null }, ...keys.value];
});

export const revokeKey = (id: string): Promise<Fault | null> => tried(async () => {
  await remove(`/v1/account/keys/${id}`);
  keys.value = keys.value.filter(each => each.id !== id);
  if (newest.value?.id === id) {
    newest.value = null;
  }
});

export const changePassword = (current: string, next: string): Promise<Fault | null> =>
  tried(() => call('PUT', '/v1/account/password', { current, next }), 'current');

/** The page begins anew afterwards, so that nothing of this account stays in it. */
const leave = (): void => location.assign('/');

export const logOut = (): Promise<Fault | null> => tried(async () => {
  await post('/v1/account/logout', undefined);
  leave();
});

export const erase = (password: string): Promise<Fault | null> => tried(async () => {
  await call('DELETE', '/v1/account', { password });
  leave();
}, 'password');
