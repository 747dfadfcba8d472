import { systemClock } from '@bilagsbro/kernel/clock'
import { startXledger, type Xledger } from '@bilagsbro/simulators/start-xledger'
import { accountSeeds, seedOwners } from '@bilagsbro/simulators/xledger/seed'
import type { LedgerCode } from '@bilagsbro/booking/ledger-code'
import { createCodeChecks } from '@bilagsbro/posting-engine/application/check-codes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createXledger } from './accounting-system.ts'
import { credentialFields, secretSets } from './credentials.ts'
import { connectionTo, settingsFor } from './testing.ts'

const [seed] = seedOwners(1) as [ReturnType<typeof seedOwners>[number]]
const oauth = { clientId: seed.clientId, clientSecret: seed.clientSecret }
let xledger: Xledger
beforeAll(async () => {
  xledger = await startXledger({ owners: [seed], limits: { burst: 10_000 } })
})
afterAll(() => xledger[Symbol.asyncDispose]())

const system = () => createXledger(settingsFor(xledger.url), { clock: systemClock })
const signal = () => AbortSignal.timeout(60_000)
const staged = () => xledger.world.owners.get(seed.ownerDbId)!.staged.all.size

test.each([
  ['an API token', { apiToken: seed.apiToken }],
  ['OAuth2 client credentials', oauth],
])(
  'CONFIG-2: with %s, a connection test confirms access, shows accounts, and stages nothing',
  async (_, secrets) => {
    const connection = connectionTo(seed, { secrets })
    expect(await system().testConnection(connection, signal())).toEqual({
      ok: true,
      value: { name: seed.name, accounts: accountSeeds.length, costCentres: 7 },
    })
    expect(staged()).toBe(0)
    const accounts = await system().catalogue(connection, 'accounts', signal())
    expect(accounts.ok && accounts.value).toHaveLength(accountSeeds.length)
  },
)

test('CONFIG-4: the catalogue says why something cannot be mapped to', async () => {
  const of = async (kind: 'accounts' | 'cost_centres' | 'dimensions', code: string) => {
    const entries = await system().catalogue(connectionTo(seed), kind, signal())
    return entries.ok && entries.value.find((entry) => entry.code === code)
  }
  expect(await of('accounts', '7140')).toEqual({ code: '7140', name: 'Billetter og bom' })
  expect(await of('accounts', '7199')).toMatchObject({ blocked: 'It is closed.' })
  expect(await of('accounts', '7000')).toMatchObject({ blocked: 'It is not open for posting.' })
  expect(await of('cost_centres', '990')).toMatchObject({ blocked: 'It is closed.' })
  expect(await of('dimensions', 'P9')).toMatchObject({
    blocked: 'It is closed.',
    dimension: 'project',
  })
})

test('CONFIG-2: the cost centres are the values of the first dimension', async () => {
  const centres = await system().catalogue(connectionTo(seed), 'cost_centres', signal())
  expect(centres.ok && centres.value.map(({ code, dimension }) => `${dimension} ${code}`)).toEqual(
    ['100', '200', '210', '220', '300', '400', '990'].map((code) => `glObject1 ${code}`),
  )
})

test('BOOKS-10: what vouchers name is checked by reading alone, but for periods', async () => {
  const check = createCodeChecks(system())
  const codes: readonly LedgerCode[] = [
    { kind: 'account', code: '7140' },
    { kind: 'account', code: '7199' },
    { kind: 'account', code: '9999' },
    { kind: 'dimension', dimension: 'glObject1', code: '100' },
    { kind: 'dimension', dimension: 'glObject1', code: '990' },
    { kind: 'dimension', dimension: 'project', code: 'nowhere' },
    { kind: 'supplier', code: 'nobody' },
    { kind: 'period', code: '2026-11-30' },
  ]
  const told = await check(connectionTo(seed), codes, signal())
  expect(told.ok && told.value.map(({ standing }) => standing)).toEqual([
    'usable',
    'blocked',
    'missing',
    'usable',
    'blocked',
    'missing',
    'missing',
    'not_offered',
  ])
  expect(staged()).toBe(0)
})

test('CONFIG-5: a test signs in anew, so that a secret that no longer holds shows', async () => {
  const tested = system()
  const connection = connectionTo(seed, { secrets: oauth })
  expect(await tested.testConnection(connection, signal())).toMatchObject({ ok: true })
  const gone = connectionTo(
    { ...seed },
    { secrets: { ...oauth, clientSecret: seed.expiredSecret } },
  )
  expect(await tested.testConnection(gone, signal())).toMatchObject({
    error: { code: 'auth.expired_secret' },
  })
  xledger.world.owners.delete(seed.ownerDbId)
  expect(await tested.testConnection(connection, signal())).toMatchObject({
    error: { code: 'auth.unknown_client' },
  })
  xledger.world.add(seed)
})

test('CONFIG-1: a form needs the target and either kind of secret, and names nothing else', () => {
  const named = (kind: string) =>
    credentialFields.filter((field) => field.kind === kind).map(({ name }) => name)
  expect(named('target')).toEqual(['environment', 'owner', 'balanceDimensions'])
  expect(secretSets.flat().toSorted()).toEqual(named('secret').toSorted())
})
