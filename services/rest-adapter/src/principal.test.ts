import { systemClock } from '@bilagsbro/kernel/clock'
import { restOrganization } from '@bilagsbro/simulators/rest-ledger/seed'
import { expect, test } from 'vitest'
import { createRest } from './accounting-system.ts'
import { paceOf } from './pace.ts'
import { principalOf } from './principal.ts'
import { connectionTo, settingsFor } from './testing.ts'

const url = 'https://ledger.example'
const of = (organizationId: string, kind: 'api_key' | 'basic' | 'oauth2', host = url) =>
  principalOf(connectionTo(restOrganization(organizationId, 'Forening', { kind }), host))

test.each(['api_key', 'basic', 'oauth2'] as const)(
  'two organisations at one host share nothing, unless they show the same (%s)',
  (kind) => {
    expect(of('a', kind)).not.toBe(of('b', kind))
    expect(of('a', kind)).toBe(of('a', kind))
    expect(of('a', kind)).not.toBe(of('a', kind, 'https://elsewhere.example'))
  },
)

test('what is left of a credential in its name is too little to find it again by', () => {
  const name = of('a', 'api_key')
  expect(name.slice(url.length).trim()).toMatch(/^[0-9a-f]{8}$/)
})

test.each([
  [{}, [90_000, 2, 4, 25]],
  [{ requestsPerMinute: '60', requestsAtOnce: '1' }, [60, 1, 1, 25]],
  [{ requestsAtOnce: '2' }, [90_000, 2, 1, 25]],
  [{ requestsAtOnce: '7' }, [90_000, 2, 3, 25]],
  [{ requestsAtOnce: '40' }, [90_000, 2, 20, 120]],
  [{ requestsPerMinute: '600', requestsAtOnce: '40' }, [600, 2, 20, 33]],
  [{ requestsPerMinute: '900000', requestsAtOnce: '99' }, [90_000, 2, 24, 144]],
])(
  'a connection that asks for %j gets %j, and never more than the settings allow',
  (target, pace) => {
    const allowed = { REQUESTS_PER_MINUTE: 90_000, REQUESTS_AT_ONCE: 48 }
    const { requestsPerMinute, concurrency, requestsAtOnce, flightSize } = paceOf(
      { target },
      allowed,
    )
    expect([requestsPerMinute, concurrency, requestsAtOnce, flightSize]).toEqual(pace)
  },
)

test('the engine is told the pace of each connection', () => {
  const system = createRest(settingsFor(url), { clock: systemClock })
  const target = { requestsPerMinute: '7', requestsAtOnce: '1' }
  const connection = connectionTo(restOrganization('a', 'Forening'), url, { target })
  expect(system.paceOf?.(connection)).toMatchObject({ requestsPerMinute: 7, concurrency: 1 })
})
