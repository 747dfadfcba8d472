import { accessContract, type Routes } from '@bilagsbro/service-kit/access.contract'
import { fuzzContract } from '@bilagsbro/service-kit/fuzz.contract'
import { openApiContract } from '@bilagsbro/service-kit/openapi.contract'
import { afterAll, expect, test } from 'vitest'
import { startTestService } from './testing/service.ts'

const service = await startTestService()
afterAll(() => service[Symbol.asyncDispose]())

const readers = ['global_admin', 'org_admin', 'org_support', 'auditor'] as const
const logReaders = ['global_admin', 'org_admin', 'auditor'] as const
const range = {
  from: '2026-11-01T00:00:00+01:00',
  to: '2126-11-01T00:00:00+01:00',
}
const page = {
  ...range,
  after: '4795687320000000.1',
  limit: '50',
}
const routes: Routes = {
  'GET /organizations': {
    allowed: readers,
    given: { q: 'h', health: 'red,green', connector: 'dynamics', sort: 'name', after: '1' },
  },
  'GET /organizations/{organizationId}/status': { allowed: readers },
  'GET /organizations/{organizationId}/integrations': { allowed: readers },
  'GET /organizations/{organizationId}/records': {
    allowed: readers,
    given: {
      status: 'failed,pending',
      type: 'expense',
      payeeKind: 'volunteer',
      class: 'data',
      code: 'account.blocked',
      cause: 'b3a1c29e7d5f40862ab17c3d',
      reason: 'period_closed',
      run: '0192d3a4-0000-7000-8000-000000000001',
      approvedFrom: page.from,
      approvedTo: page.to,
      amountFrom: '0.05',
      amountTo: '12345678.00',
      recordId: 'r-1',
      recordIds: 'r-1',
      q: 'BB',
      sort: 'amount',
      reverse: 'true',
      limit: '50',
      after: '0',
    },
  },
  'GET /organizations/{organizationId}/records/{recordId}': {
    allowed: readers,
    given: { recordId: 'no-such-record' },
    code: 'record.not_found',
  },
  'GET /organizations/{organizationId}/figures': { allowed: readers, given: { days: '7' } },
  'GET /organizations/{organizationId}/runs': {
    allowed: readers,
    given: {
      ...range,
      trigger: 'manual,retry',
      outcome: 'mixed',
      actor: 'user-1',
      after: '4795687320000000.run-1',
      limit: '50',
    },
  },
  'GET /organizations/{organizationId}/runs/{runId}': {
    allowed: readers,
    given: { runId: 'no-such-run' },
    code: 'run.not_found',
  },
  'GET /organizations/{organizationId}/periods/{month}': {
    allowed: logReaders,
    given: { month: '2026-11' },
  },
  'GET /organizations/{organizationId}/periods/{month}/export': {
    allowed: logReaders,
    given: { month: '2026-11', part: 'totals' },
  },
  'GET /organizations/{organizationId}/log': { allowed: logReaders, given: page },
  'GET /organizations/{organizationId}/log/{entryId}': {
    allowed: logReaders,
    given: { entryId: '999999' },
    code: 'log_entry.not_found',
  },
  'GET /organizations/{organizationId}/log/export': { allowed: logReaders, given: range },
  'GET /organizations/{organizationId}/log/seals': { allowed: logReaders },
  'GET /organizations/{organizationId}/log/verify': { allowed: logReaders },
  'GET /log/export': { allowed: ['global_admin'], given: range },
  'GET /organizations/{organizationId}/changes': { allowed: readers },
  'GET /changes': { allowed: ['global_admin'] },
  'GET /internal/changes': { allowed: ['admin-ui'] },
  'GET /log': { allowed: ['global_admin'], given: page },
}
accessContract(service, routes)
fuzzContract(service, routes)
openApiContract(service)

test('each is shown what is theirs', async () => {
  const seenBy = async (options: Parameters<typeof service.token>[0], organization: string) => {
    const answer = await service.app.inject({
      url: `/organizations/${organization}/records`,
      headers: { authorization: `Bearer ${await service.token(options)}` },
    })
    return answer.json<{ total?: number }>().total
  }
  expect(await seenBy({ roles: ['auditor'], organization: 'hlf' }, 'hlf')).toBe(1)
  expect(await seenBy({ roles: ['auditor'], organization: 'hlf' }, 'blindeforbundet')).toBe(
    undefined,
  )
  expect(await seenBy({ roles: ['global_admin'] }, 'blindeforbundet')).toBe(1)
})
