import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { expect, test } from 'vitest'
import { demoMapping } from './demo-organizations.ts'
import { useStack } from './testing/test-stack.ts'

const given = useStack()
const soon = { timeout: 120_000, interval: 200 }

/** An account of the demo chart that is blocked there. */
const blockedAccount = { account: '7199' }
const mapping = {
  ...demoMapping,
  categories: { ...demoMapping.categories, former: blockedAccount },
  unchecked: true,
}

const onCategory = (record: RecordApproved, category: string): RecordApproved => ({
  ...record,
  lines: record.lines.map((line) => ({ ...line, category })),
})

interface Previewed {
  readonly rows: readonly {
    readonly recordId: string
    readonly verdict: string
    readonly faults: readonly { readonly code: string }[]
    readonly voucher?: { readonly lines: readonly { readonly amount: string }[] }
  }[]
}

test('BOOKS-10: a preview tells of everything that waits what would come of it, through config, orchestrator, adapter and ledger, and sends nothing', async () => {
  const { session, organization, approvals, disable, vouchers, call } = given()
  const id = await organization('previewed', mapping)
  await disable(id)
  const [fine, unmapped, blocked, late] = approvals([id], 4) as [
    RecordApproved,
    RecordApproved,
    RecordApproved,
    RecordApproved,
  ]
  await session.producer.publish([
    onCategory(fine, 'taxi'),
    onCategory(unmapped, 'unheard-of'),
    onCategory(blocked, 'former'),
    // The ledger takes no posting of that year any more.
    { ...onCategory(late, 'taxi'), approvedAt: '2019-06-03T10:00:00.000Z' },
  ])
  const preview = () =>
    call('orchestrator', 'GET', `/organizations/${id}/preview`) as Promise<Previewed>
  const verdicts = async () =>
    Object.fromEntries((await preview()).rows.map(({ recordId, verdict }) => [recordId, verdict]))
  await expect.poll(verdicts, soon).toEqual({
    [fine.recordId]: 'ready',
    [unmapped.recordId]: 'mapping_missing',
    [blocked.recordId]: 'account_blocked',
    [late.recordId]: 'closed_period',
  })

  const { rows } = await preview()
  const of = ({ recordId }: RecordApproved) => rows.find((row) => row.recordId === recordId)!
  expect(of(blocked).faults).toMatchObject([{ code: '7199' }])
  expect(of(unmapped).voucher).toBeUndefined()
  const sum = of(fine).voucher!.lines.reduce((total, { amount }) => total + Number(amount), 0)
  expect(Math.abs(sum)).toBeLessThan(0.005)
  const path = `/organizations/${id}/records/${fine.recordId}/revisions/1/preview`
  expect(await call('orchestrator', 'GET', path)).toMatchObject(of(fine))
  expect(await vouchers(id)).toEqual([])
})
