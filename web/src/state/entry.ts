import { signal } from '@preact/signals';
import { get, loginNeeded, post, Problem } from '../api/client';
import { faultOf, type Fault } from './fault';

export type Way = 'logIn' | 'signUp';

/** Whether anybody may make an account here. */
export const maySignUp = signal(false);
/** Characters that a password has at least; 0 until it is known. */
export const shortest = signal(0);
export const way = signal<Way>('logIn');
/** Kept from one way to the other. */
export const email = signal('');
export const fault = signal<Fault | null>(null);
export const busy = signal(false);

/** Asks how to come in. */
export async function look(): Promise<void> {
  try {
    ({ signUp: maySignUp.value, minPasswordLength: shortest.value } = await get<{ signUp: boolean; minPasswordLength: number }>('/v1/account/login'));
  } catch {
    maySignUp.value = false; // the login itself will say what is wrong
  }
}

export function choose(to: Way): void {
  way.value = to;
  fault.value = null;
}

/** Logs in, after a sign-up where that is the way. True: the studio may open. */
export async function comeIn(address: string, password: string): Promise<boolean> {
  fault.value = !address ? { field: 'email', words: 'Your mail address is missing.' } : !password ? { field: 'password', words: 'The password is missing.' } : null;
  if (fault.value || busy.value) {
    return false;
  }

  busy.value = true;
  try {
    if (way.value === 'signUp') {
      await post('/v1/account', { email: address, password });
    }

    await post('/v1/account/login', { email: address, password });
    choose('logIn');
    email.value = '';
    loginNeeded.value = false;
    return true;
  } catch (error) {
    // A sign-up is answered alike for every address; only the login after it tells that this one is taken.
    const isTaken = way.value === 'signUp' && error instanceof Problem && error.type === '/problems/login-failed';
    fault.value = isTaken ? { field: 'email', words: 'This address has an account with another password. Log in with that one.' } : faultOf(error, 'password');
    return false;
  } finally {
    busy.value = false;
  }
}
