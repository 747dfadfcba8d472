import { fixedClock } from '@bilagsbro/kernel/clock'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientWith, fetchToken, openClient, openTestSimulators, receive } from '#testing.ts'
import { type Simulators, startSimulators } from '#start-simulators.ts'
import { demoOrganizations, seedOrganizations } from './seed.ts'

const hlf = demoOrganizations[0]!
const stranger = seedOrganizations(1)[0]!
let simulators: Simulators
const clock = fixedClock('2026-11-21T10:00:00Z')
beforeAll(async () => {
  simulators = await startSimulators({ clock, organizations: [hlf, stranger] })
})
afterAll(() => simulators[Symbol.asyncDispose]())

test('no token, a wrong one or an expired one is 401', async () => {
  const client = await openClient(simulators, hlf)
  expect((await client.call('GET', 'accounts')).status).toBe(200)
  const wrong = await clientWith(simulators, hlf, 'nonsense').call('GET', 'accounts')
  const none = await receive(`${client.root}/companies`)
  clock.advance(3_599_000)
  const expired = await client.call('GET', 'accounts')
  for (const answer of [wrong, none, expired]) {
    expect(answer.status).toBe(401)
    expect(answer.body.error.code).toBe('Authentication_InvalidCredentials')
    expect(answer.body.error.message).toContain('The server has rejected the client credentials.')
  }
})

test('an app without permission in the environment is 401, though Entra ID knows it', async () => {
  const { clientId, clientSecret } = hlf.clientWithoutPermission
  const token = await fetchToken(simulators.url, hlf.tenantId, clientId, clientSecret)
  const answer = await clientWith(simulators, hlf, token.body.access_token).call('GET', 'accounts')
  expect([answer.status, answer.body.error.code]).toEqual([
    401,
    'Authentication_InvalidCredentials',
  ])
})

test('a token of another tenant opens nothing', async () => {
  const token = await fetchToken(simulators.url, hlf.tenantId, hlf.clientId, hlf.clientSecret)
  const answer = await clientWith(simulators, stranger, token.body.access_token).call(
    'GET',
    'accounts',
  )
  expect(answer.status).toBe(401)
})

test('an unknown environment and an unknown company are told apart', async () => {
  const nowhere = { ...hlf, environment: 'Nowhere' }
  const environment = await (await openClient(simulators, nowhere)).call('GET', 'accounts')
  expect([environment.status, environment.body.error.code]).toEqual([404, 'NoEnvironment'])
  const nobody = { ...hlf, companyId: crypto.randomUUID() }
  const company = await (await openClient(simulators, nobody)).call('GET', 'accounts')
  expect([company.status, company.body.error.code]).toEqual([404, 'Internal_CompanyNotFound'])
})

test('the companies of an environment are listed', async () => {
  const client = await openClient(simulators, hlf)
  const token = await fetchToken(simulators.url, hlf.tenantId, hlf.clientId, hlf.clientSecret)
  const answer = await receive(`${client.root}/companies?$select=id,name`, {
    headers: { authorization: `Bearer ${token.body.access_token}` },
  })
  expect(answer.body.value).toMatchObject([{ id: hlf.companyId, name: 'HLF' }])
})

test('organisations of one principal are companies that do not see each other', async () => {
  const organizations = seedOrganizations(2, 'shared')
  const { simulators: own, client } = await openTestSimulators({ organizations })
  await using _own = own
  const other = await openClient(own, organizations[1]!)
  const journal = await client.journal('SHARED')
  await client.voucher(journal, 'S1')
  await client.post(journal)
  expect((await other.call('GET', 'generalLedgerEntries')).body.value).toEqual([])
  expect((await other.call('GET', `journals(${journal})`)).status).toBe(404)
})
