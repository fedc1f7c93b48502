import { signal } from '@preact/signals';
import { CSRF_HEADER, csrfToken } from './csrf';

/** Whether the service asked who is there. */
export const loginNeeded = signal(false);

/** What the service refused, in its own words (RFC 9457). */
export class Problem extends Error {
  constructor(readonly status: number, readonly type: string, readonly title: string, detail: string, readonly parts: { pointer: string; detail: string }[] = []) {
    super(detail);
  }

  /** Nobody is logged in, or not any more; a wrong password is another thing. */
  get asksForLogin(): boolean {
    return this.status === 401 && this.type === '/problems/login-needed';
  }

  /** All of it in one text. */
  get words(): string {
    const parts = this.parts.map(part => part.detail).filter(text => text !== this.message);
    return [this.message, ...parts].join(' ');
  }
}

/** The words for whatever went wrong. */
export function wordsOf(error: unknown): string {
  if (error instanceof Problem) {
    return error.asksForLogin ? 'You are not logged in any more. Log in again; nothing is lost.' : error.words;
  }

  return error instanceof TypeError ? 'Lacquer cannot be reached. Is it still running?' : error instanceof Error ? error.message : String(error);
}

export async function problemOf(response: Response): Promise<Problem> {
  try {
    const body = await response.json() as { type?: string; title?: string; detail?: string; errors?: { pointer: string; detail: string }[] };
    return new Problem(response.status, body.type ?? '', body.title ?? response.statusText, body.detail ?? body.title ?? response.statusText, body.errors);
  } catch {
    return new Problem(response.status, '', response.statusText, `The service answered ${response.status}.`);
  }
}

/** One request of the API; a refusal is thrown as a Problem. */
export async function call<T>(method: string, path: string, body?: unknown, options: { key?: string; signal?: AbortSignal } = {}): Promise<T> {
  const headers: Record<string, string> = {};
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }

  if (options.key) {
    headers['Idempotency-Key'] = options.key;
  }

  const token = method === 'GET' ? null : csrfToken(document.cookie);
  if (token) {
    headers[CSRF_HEADER] = token;
  }

  const response = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body), signal: options.signal ?? null });
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.asksForLogin) {
      loginNeeded.value = true;
    }

    throw problem;
  }

  const text = await response.text();
  return text ? JSON.parse(text) as T : undefined as T; // a sign-up is answered without a word
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => call<T>('GET', path, undefined, signal ? { signal } : {});
export const post = <T>(path: string, body: unknown, key?: string): Promise<T> => call<T>('POST', path, body, key ? { key } : {});
export const remove = (path: string): Promise<unknown> => call('DELETE', path);
