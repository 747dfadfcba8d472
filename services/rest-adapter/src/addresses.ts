import { lookup as resolveName, type LookupAddress, type LookupOptions } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import type { Failure } from '@bilagsbro/booking/failure'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { addressesInside } from './addresses-inside.ts'

/** Addresses outside the public internet (IANA's special-purpose registries). */
const ranges = `
  0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16
  172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16
  198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
  ::/96 100::/64 2001::/23 2001:db8::/32
  3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8`
const forbidden = new BlockList()
for (const range of ranges.trim().split(/\s+/)) {
  const [network = '', bits] = range.split('/')
  forbidden.addSubnet(network, Number(bits), network.includes(':') ? 'ipv6' : 'ipv4')
}

/** An IPv6 address that holds IPv4 addresses is judged by them, for the packets go there. */
function isForbidden(address: string): boolean {
  const version = isIP(address)
  if (version === 0) return true
  if (version === 4) return forbidden.check(address, 'ipv4')
  const inside = addressesInside(address)
  if (inside === undefined) return forbidden.check(address, 'ipv6')
  return inside.length === 0 || inside.some((one) => forbidden.check(one, 'ipv4'))
}

export interface Policy {
  /** `host:port`, as {@link hostOf} writes it: may be private, and without TLS. */
  readonly privateHosts: ReadonlySet<string>
  readonly ports: ReadonlySet<number>
}

export function policyOf(settings: {
  readonly ALLOWED_PRIVATE_HOSTS: string
  readonly ALLOWED_PORTS: string
}): Policy {
  return {
    privateHosts: new Set(settings.ALLOWED_PRIVATE_HOSTS.toLowerCase().split(',').filter(Boolean)),
    ports: new Set(settings.ALLOWED_PORTS.split(',').map(Number)),
  }
}

const portOf = ({ port, protocol }: URL) => Number(port || (protocol === 'https:' ? 443 : 80))
const hostOf = (url: URL) => `${url.hostname}:${portOf(url)}`

export const isPrivate = (url: URL, { privateHosts }: Policy) => privateHosts.has(hostOf(url))

/** Reads an address that a customer gave; `name` says which. The name in it is resolved, and judged, only when it is connected to. */
export function checkAddress(name: string, text: string, policy: Policy): Result<URL, Failure> {
  if (!URL.canParse(text)) return no(name, 'It is not an address.')
  const url = new URL(text)
  if (url.username || url.password) return no(name, 'It must not hold a user name or password.')
  if (url.hash) return no(name, 'It must not have a part after #.')
  const secret = secretIn(url)
  if (secret !== undefined)
    return no(
      name,
      `It must not hold a secret (${secret}): addresses are shown and logged. Give it as API key, with the name of its header, or among the secret headers (extraHeaders).`,
    )
  if (!/^https?:$/.test(url.protocol)) return no(name, 'It must begin with https://.')
  if (isPrivate(url, policy)) return ok(url)
  if (url.protocol !== 'https:') return no(name, 'It must begin with https://.')
  if (!policy.ports.has(portOf(url)))
    return no(name, `The port must be one of ${[...policy.ports].join(', ')}.`)
  // A URL keeps every form of an IPv4 address as four decimal numbers, and IPv6 in brackets.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && isForbidden(host)) return no(name, notPublic)
  return ok(url)
}

/** The parameter that carries a secret, by its name. What stands for our reference is none. */
function secretIn(url: URL): string | undefined {
  for (const [name, value] of url.searchParams) {
    if (value === '' || value.includes(placeholder)) continue
    if (secretName.test(name) || (/^(code|sig)$/i.test(name) && value.length >= longCode))
      return name
  }
  return undefined
}
const secretName =
  /(^|[-_.])(api[-_]?key|apikey|subscription[-_]?key|access[-_]?key|private[-_]?key|key|[a-z]*token|[a-z]*secret|pass(word|wd|phrase)?|pwd|auth(orization)?|credentials?|signature)$/i
const longCode = 20
/** A reference, as a look-up that is checked has it. */
export const placeholder = 'BB0000000000000'

const notPublic = 'It leads to an address that is not on the public internet.'
const no = (name: string, why: string): Result<never, Failure> =>
  err({ class: 'config', code: 'address.not_allowed', message: `${name}: ${why}` })

/** A name led to an address that must not be connected to. */
export class ForbiddenAddress extends Error {
  readonly code = 'EFORBIDDEN'
  readonly failure: Failure

  constructor(host: string) {
    super(`${host} leads to a forbidden address`)
    this.failure = {
      class: 'config',
      code: 'address.not_allowed',
      message: `${host}: ${notPublic}`,
    }
  }
}

type Resolve = (
  name: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * Resolves a name for one connection, which is then made to the addresses that were judged: no second
 * look-up can put others in their place. One forbidden address among them condemns the name.
 */
export const guardedLookup =
  (resolve: Resolve = resolveName): LookupFunction =>
  (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, [])
      const [first] = addresses
      if (!first || addresses.some(({ address }) => isForbidden(address)))
        return done(new ForbiddenAddress(name), [])
      if (options.all) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
