import type { CookieSerializeOptions } from '@fastify/cookie'

export interface CookieNames {
  readonly session: string
  /** Of a sign-in that is under way, by the first characters of its state. */
  readonly signIn: (state: string) => string
  readonly options: CookieSerializeOptions
}

/**
 * Over https no other host and no path can plant the cookie (`__Host-`). Over plain http, on a developer's machine, cookies
 * are shared by all ports, so the name has the port.
 */
export function cookiesOf(publicUrl: string): CookieNames {
  const { protocol, port } = new URL(publicUrl)
  const secure = protocol === 'https:'
  const prefix = secure ? '__Host-bilagsbro' : `bilagsbro-${port || '80'}`
  return {
    session: prefix,
    signIn: (state) => `${prefix}-sign-in-${state.slice(0, 8)}`,
    options: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  }
}
