import type { FastifyRequest } from 'fastify'

const minuteMs = 60_000

/**
 * Limits how often an address signs in. Each minute counts for itself, so that no more is kept than came in one; the
 * limit holds for this process. `elapsed` counts milliseconds, and never goes backwards.
 */
export function createSignInLimit(perMinute: number, elapsed: () => number) {
  const counts = new Map<string, number>()
  let began = elapsed()
  /** Counts one more; gives the seconds to wait where it is one too many. */
  return (address: string): number | undefined => {
    const now = elapsed()
    if (now - began >= minuteMs) {
      counts.clear()
      began = now
    }
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    return count > perMinute ? Math.ceil((began + minuteMs - now) / 1000) : undefined
  }
}
export type SignInLimit = ReturnType<typeof createSignInLimit>

/** Whose request it is, by what the proxies in front of us wrote: whatever stands before that, anybody may have written. */
export function addressOf(
  { headers, ip }: Pick<FastifyRequest, 'headers' | 'ip'>,
  proxies: number,
) {
  const chain = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  const written = proxies > 0 ? (chain.at(-proxies) ?? chain[0]) : undefined
  return networkOf(withoutPort(written ?? ip))
}

/** Some proxies write the port along, which is another for each connection, and brackets about IPv6. */
function withoutPort(written: string): string {
  const [, bracketed, plain] = /^(?:\[(.*)\]|([^:]*))(?::\d*)?$/.exec(written) ?? []
  return bracketed ?? plain ?? written
}

/** A person has a whole network of IPv6. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [before = '', after] = address.split('::')
  const groups = before.split(':')
  if (after === undefined) return groups.slice(0, 4).join(':')
  return groups.filter(Boolean).slice(0, 4).join(':') + '::'
}
