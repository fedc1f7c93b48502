import { beforeEach, describe, expect, it, vi } from 'vitest';
import { get, loginNeeded } from '../src/api/client';
import { csrfToken } from '../src/api/csrf';
import { choose, comeIn, fault, look, maySignUp, way } from '../src/state/entry';

interface Asked { method: string; path: string; headers: Record<string, string> }

let asked: Asked[];

/** A service that gives these answers, one after the other. */
function serve(...answers: [number, unknown?][]): void {
  asked = [];
  vi.stubGlobal('fetch', async (path: string, { method, headers }: { method: string; headers: Record<string, string> }) => {
    asked.push({ method, path, headers });
    const [status, body] = answers[asked.length - 1]!;
    return new Response(body === undefined ? null : JSON.stringify(body), { status });
  });
}

const failed = { type: '/problems/login-failed', title: 'Not let in', detail: 'The address or the password is wrong.' };
const weak = { type: '/problems/impossible', title: 'Not possible', detail: 'Too short.', errors: [{ pointer: '/password', detail: 'passwords have 10 characters' }] };

beforeEach(() => {
  vi.stubGlobal('document', { cookie: '' });
  loginNeeded.value = true;
  choose('logIn');
});

describe('the token against forged changes', () => {
  it('is found among other cookies, under the name for https first', () => {
    expect(csrfToken('theme=dark; lacquer-csrf=plain')).toBe('plain');
    expect(csrfToken('lacquer-csrf=plain; __Host-lacquer-csrf=tied')).toBe('tied');
    expect(csrfToken('not-lacquer-csrf=other')).toBeNull();
    expect(csrfToken('')).toBeNull();
  });

  it('goes along with changes and not with questions', async () => {
    vi.stubGlobal('document', { cookie: 'lacquer-csrf=mine' });
    serve([200, {}], [200, { csrfToken: 'mine' }]);
    await get('/v1/account');
    await comeIn('a@example.org', 'long enough words');
    expect(asked.map(each => each.headers['X-CSRF-Token'])).toEqual([undefined, 'mine']);
  });
});

describe('the way in', () => {
  it('is asked for by a missing login and by nothing else', async () => {
    loginNeeded.value = false;
    serve([401, failed], [403, { type: '/problems/csrf' }], [401, { type: '/problems/login-needed' }]);
    await expect(get('/v1/masters')).rejects.toThrow();
    await expect(get('/v1/masters')).rejects.toThrow();
    expect(loginNeeded.value).toBe(false);
    await expect(get('/v1/masters')).rejects.toThrow();
    expect(loginNeeded.value).toBe(true);
  });

  it('offers a sign-up only where the service has one', async () => {
    serve([200, { login: true, signUp: true, minPasswordLength: 10 }], [200, { login: true, signUp: false, minPasswordLength: 10 }], [404, {}]);
    await look();
    expect(maySignUp.value).toBe(true);
    await look();
    expect(maySignUp.value).toBe(false);
    await look();
    expect(maySignUp.value).toBe(false);
  });

  it('opens the studio after a sign-up and the login behind it', async () => {
    choose('signUp');
    serve([202], [200, { csrfToken: 'x' }]);
    expect(await comeIn('a@example.org', 'long enough words')).toBe(true);
    expect(asked.map(each => each.path)).toEqual(['/v1/account', '/v1/account/login']);
    expect([loginNeeded.value, way.value]).toEqual([false, 'logIn']);
  });

  it('says beside its field what is wrong', async () => {
    serve([401, failed]);
    expect(await comeIn('a@example.org', 'not the right one')).toBe(false);
    expect(fault.value).toEqual({ field: 'password', words: failed.detail });
    choose('signUp');
    expect(fault.value).toBeNull();
    serve([422, weak]);
    await comeIn('a@example.org', 'short');
    expect(fault.value).toEqual({ field: 'password', words: 'Passwords have 10 characters.' });
    serve([202], [401, failed]);
    await comeIn('taken@example.org', 'long enough words');
    expect(fault.value?.field).toBe('email');
    expect(loginNeeded.value).toBe(true);
  });

  it('asks the service nothing while something is missing', async () => {
    serve();
    await comeIn('', 'x');
    expect(fault.value?.field).toBe('email');
    await comeIn('a@example.org', '');
    expect(fault.value?.field).toBe('password');
    expect(asked).toEqual([]);
  });
});
