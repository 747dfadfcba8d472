/** Where in our own pages somebody goes on; anything else leads to the front page. */
export function returnPath(given: string | undefined, publicUrl: string): string {
  if (given === undefined || !given.startsWith('/')) return '/'
  // Browsers read a backslash as a slash, and drop tabs and line breaks.
  if (/[\\\p{Cc}]/u.test(given) || given.length > 2_000) return '/'
  const url = URL.parse(given, publicUrl)
  if (!url || url.origin !== new URL(publicUrl).origin || url.pathname.startsWith('//')) return '/'
  return /^\/(?:auth|api)\//.test(url.pathname) ? '/' : url.pathname + url.search + url.hash
}
