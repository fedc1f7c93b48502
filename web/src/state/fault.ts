import { Problem, wordsOf } from '../api/client';
import { sentence } from '../text/figures';

/** What is wrong with a form. Without a field: with all of it. */
export interface Fault { field: string; words: string }

/** Where in a form a refusal belongs; `secret` is the field of the password that is checked. */
export function faultOf(error: unknown, secret: string): Fault {
  if (error instanceof Problem) {
    const part = error.parts.find(each => each.pointer.length > 1);
    if (part) {
      return { field: part.pointer.split('/')[1]!, words: sentence(part.detail) };
    }

    if (error.type === '/problems/login-failed') {
      return { field: secret, words: error.message };
    }
  }

  return { field: '', words: wordsOf(error) };
}
