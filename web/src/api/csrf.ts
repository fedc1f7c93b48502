/** What a change with a session brings along, so that no other site can make one. */
export const CSRF_HEADER = 'X-CSRF-Token';

// Over https the name has the prefix that ties the cookie to this host.
const NAMES = ['__Host-lacquer-csrf', 'lacquer-csrf'];

/** The token among the page's cookies; null without a login. */
export function csrfToken(cookies: string): string | null {
  const all = new Map(cookies.split(';').map(each => {
    const at = each.indexOf('=');
    return [each.slice(0, at).trim(), each.slice(at + 1).trim()] as const;
  }));
  return NAMES.map(name => all.get(name)).find(Boolean) ?? null;
}
