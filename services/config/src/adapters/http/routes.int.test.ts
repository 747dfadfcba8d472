import { accessContract, type Routes } from '@bilagsbro/service-kit/access.contract'
import { fuzzContract } from '@bilagsbro/service-kit/fuzz.contract'
import { openApiContract } from '@bilagsbro/service-kit/openapi.contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draft, mapping } from '#testing/examples.ts'
import { createAdministrator, startTestService } from '#testing/service.ts'

const service = await startTestService()
afterAll(() => service[Symbol.asyncDispose]())
const { organization, call } = createAdministrator(service)

const editors = ['global_admin', 'org_admin']
const readers = [...editors, 'auditor']
const full = {
  ...mapping,
  effectiveFrom: '2026-12-01',
  defaults: { costCenter: '100' },
  subledgers: { external: 'supplier' },
}
const one = '/organizations/{organizationId}'
const connector = `${one}/connector`
const routes: Routes = {
  'GET /organizations': { allowed: [...readers, 'org_support'] },
  'GET /credential-schemas': { allowed: readers },
  'GET /credential-schemas/{type}': { allowed: readers, given: { type: 'dynamics' } },
  [`GET ${one}`]: { allowed: [...readers, 'org_support'] },
  [`PUT ${one}`]: { allowed: ['global_admin'], body: { name: 'HLF' } },
  [`GET ${connector}`]: { allowed: readers, showsChanges: true },
  [`PUT ${connector}`]: { allowed: editors, body: draft },
  [`POST ${connector}/connection-tests`]: { allowed: editors, body: draft },
  [`GET ${connector}/catalogue`]: { allowed: readers, given: { kind: 'accounts' } },
  [`GET ${connector}/mapping`]: { allowed: readers },
  [`PUT ${connector}/mapping`]: { allowed: editors, body: full },
  [`GET ${connector}/mapping/csv`]: { allowed: readers },
  [`PUT ${connector}/mapping/csv`]: {
    allowed: editors,
    body: 'Type;Utgiftstype;Konto\nutgiftstype;taxi;7140\nmottaker;ansatt;2910\n',
  },
  [`GET ${connector}/mapping/versions`]: { allowed: readers },
  [`GET ${connector}/mapping/versions/{version}`]: { allowed: readers, given: { version: '1' } },
  [`GET ${connector}/mapping/versions/{version}/differences`]: {
    allowed: readers,
    given: { version: '1', since: '0' },
  },
  [`PUT ${connector}/policies`]: {
    allowed: editors,
    body: { postingDate: 'approval', freeText: false },
  },
  [`GET ${connector}/schedule`]: { allowed: readers },
  [`PUT ${connector}/schedule`]: { allowed: editors, body: { cron: '0 6 * * 1-5' } },
  [`GET ${connector}/schedule/next-runs`]: { allowed: readers, given: { cron: '0 6 * * 1-5' } },
  [`GET ${one}/secret-reads`]: { allowed: readers },
  [`GET ${one}/changes`]: { allowed: readers, showsChanges: true },
  [`PUT ${connector}/state`]: { allowed: editors, body: { enabled: false } },
  [`GET /internal${one}/connection`]: {
    allowed: ['dynamics-adapter'],
    // An adapter learns nothing of an organisation that is connected to another ledger.
    toldOtherwise: { 'xledger-adapter': 'connection.not_found' },
  },
  [`DELETE ${connector}`]: { allowed: editors },
}

openApiContract(service)

describe('access', () => {
  beforeAll(async () => {
    for (const id of ['hlf', 'blindeforbundet']) await organization(id, 'connector', 'mapping')
  })
  accessContract(service, routes)

  test('the list of organisations shows those that the caller may see, and says nothing of others', async () => {
    const idsFor = async (token: string) =>
      (await service.request('GET /organizations', { token }))
        .json()
        .rows.map(({ organizationId }: { organizationId: string }) => organizationId)
    expect(await idsFor(await service.user('global_admin'))).toEqual(['blindeforbundet', 'hlf'])
    expect(await idsFor(await service.user('org_admin', 'hlf'))).toEqual(['hlf'])
    expect(await idsFor(await service.user('auditor', 'blindeforbundet'))).toEqual([
      'blindeforbundet',
    ])
    expect(await idsFor(await service.user('org_support', 'hlf'))).toEqual(['hlf'])
    expect(await idsFor(await service.user('org_admin', 'nobody'))).toEqual([])
  })
})

describe('whatever is sent', () => {
  beforeAll(() => organization('hlf', 'connector', 'mapping'))
  fuzzContract(service, routes)

  test('does no harm: all works as before', async () => {
    await call('PUT /organizations/hlf', { name: 'HLF' })
    await call('PUT /organizations/hlf/connector/state', { enabled: false })
    expect((await call('PUT /organizations/hlf/connector', draft)).status).toBe(200)
    expect((await call('PUT /organizations/hlf/connector/mapping', mapping)).status).toBe(200)
  })
})
