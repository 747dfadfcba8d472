import { systemClock } from '@bilagsbro/kernel/clock'
import { chartOfAccounts, seedOrganizations } from '@bilagsbro/simulators/business-central/seed'
import { type Simulators, startSimulators } from '@bilagsbro/simulators/start-simulators'
import type { LedgerCode } from '@bilagsbro/booking/ledger-code'
import { createCodeChecks } from '@bilagsbro/posting-engine/application/check-codes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBusinessCentral } from './accounting-system.ts'
import { credentialFields } from './credentials.ts'
import { connectionTo, settingsFor } from './testing.ts'

const seed = seedOrganizations(1)[0]!
let simulators: Simulators
beforeAll(async () => {
  simulators = await startSimulators({ organizations: [seed] })
})
afterAll(() => simulators[Symbol.asyncDispose]())

const system = () => createBusinessCentral(settingsFor(simulators.url), { clock: systemClock })
const signal = () => AbortSignal.timeout(60_000)

test('CONFIG-3: a connection test confirms access and counts accounts and cost centres', async () => {
  expect(await system().testConnection(connectionTo(seed), signal())).toEqual({
    ok: true,
    value: { name: seed.companyName, accounts: chartOfAccounts.length, costCentres: 7 },
  })
})

test('CONFIG-4: the catalogue says why an account cannot be mapped to', async () => {
  const accounts = await system().catalogue(connectionTo(seed), 'accounts', signal())
  const of = (code: string) => accounts.ok && accounts.value.find((entry) => entry.code === code)
  expect(of('7140')).toEqual({ code: '7140', name: 'Billetter og bom' })
  expect(of('7199')).toMatchObject({ blocked: 'It is blocked.' })
  expect(of('7000')).toMatchObject({ blocked: 'It is a heading or a total.' })
  expect(of('2400')).toMatchObject({ blocked: 'It is not open for direct posting.' })
})

test('CONFIG-3: the cost centres are the values of the first shortcut dimension', async () => {
  const centres = await system().catalogue(connectionTo(seed), 'cost_centres', signal())
  expect(centres.ok && centres.value.map(({ code, dimension }) => `${dimension} ${code}`)).toEqual(
    ['100', '200', '210', '220', '300', '400', '990'].map((code) => `AVDELING ${code}`),
  )
  const all = await system().catalogue(connectionTo(seed), 'dimensions', signal())
  expect(all.ok && all.value.filter(({ dimension }) => dimension !== 'AVDELING')).toMatchObject([
    { code: 'AVDELING' },
    { code: 'PROSJEKT' },
    { code: 'P1', dimension: 'PROSJEKT' },
    { code: 'P2' },
    { code: 'P3' },
    { code: 'P4' },
  ])
})

test.each(['suppliers', 'employees'] as const)(
  'BOOKS-2: %s of the ledger can be listed',
  async (kind) => {
    const listed = await system().catalogue(connectionTo(seed), kind, signal())
    expect(listed).toMatchObject({ ok: true, value: { length: 3 } })
  },
)

test('BOOKS-10: what vouchers name is checked by reading alone', async () => {
  const check = createCodeChecks(system())
  const company = simulators.world.companies.get(seed.companyId)!
  company.allowPostingTo = '2026-11-30'
  const codes: readonly LedgerCode[] = [
    { kind: 'account', code: '7140' },
    { kind: 'account', code: '7199' },
    { kind: 'account', code: '2400' },
    { kind: 'account', code: '9999' },
    { kind: 'dimension', dimension: 'AVDELING', code: '100' },
    { kind: 'dimension', dimension: 'AVDELING', code: '555' },
    { kind: 'period', code: '2019-12-31' },
    { kind: 'period', code: '2026-11-30' },
    { kind: 'period', code: '2026-12-01' },
    { kind: 'employee', code: '1' },
  ]
  const told = await check(connectionTo(seed), codes, signal())
  expect(told.ok && told.value.map(({ standing }) => standing)).toEqual([
    'usable',
    'blocked',
    'blocked',
    'missing',
    'usable',
    'missing',
    'blocked',
    'usable',
    'blocked',
    'not_offered',
  ])
  simulators.world.reset()
})

test('CONFIG-5: a test asks for a new token, so that a secret that no longer holds shows', async () => {
  const tested = system()
  const connection = connectionTo(seed)
  expect(await tested.testConnection(connection, signal())).toMatchObject({ ok: true })
  simulators.world.tenants.get(seed.tenantId)!.apps.delete(seed.clientId)
  expect(await tested.testConnection(connection, signal())).toMatchObject({
    error: { code: 'auth.unknown_client' },
  })
  simulators.world.reset()
})

test('CONFIG-1: every field is labelled and explained in three languages, and only secrets are secret', () => {
  const texts = credentialFields.flatMap(({ label, help }) =>
    (['nb', 'nn', 'en'] as const).flatMap((language) => [label[language], help[language]]),
  )
  expect(texts).toHaveLength(6 * credentialFields.length)
  expect(texts).not.toContain('')
  expect(credentialFields.filter(({ kind }) => kind === 'secret').map(({ name }) => name)).toEqual([
    'clientSecret',
    'certificate',
    'privateKey',
  ])
})

test.each([
  ['tenantId', '../../x'],
  ['environment', 'Production/../x'],
  ['companyId', 'not-a-guid'],
  ['clientId', 'x'],
])('a %s of the wrong form becomes no part of an address', async (name, value) => {
  const connection = connectionTo(seed, { target: { [name]: value } })
  expect(await system().testConnection(connection, signal())).toMatchObject({
    error: { class: 'config', code: 'credentials.incomplete' },
  })
})
