/** It is kept in a cookie, which a browser lets go of where it is over 4 kB. */
const longest = 1_000

/** Where in our own pages somebody goes on; anything else leads to the front page. */
export function returnPath(given: string | undefined, publicUrl: string): string {
  if (given === undefined || !given.startsWith('/')) return '/'
  // Browsers read a backslash as a slash, and drop tabs and line breaks.
  if (/[\\\p{Cc}]/u.test(given)) return '/'
  const url = URL.parse(given, publicUrl)
  if (!url || url.origin !== new URL(publicUrl).origin || url.pathname.startsWith('//')) return '/'
  const path = url.pathname + url.search + url.hash
  return /^\/(?:auth|api)\//.test(path) || path.length > longest ? '/' : path
}
