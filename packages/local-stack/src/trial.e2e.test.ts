import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { describe, test } from 'vitest'
import { demoMapping } from './demo-organizations.ts'
import { booked, expectedBooks } from './testing/books.ts'
import { useStack } from './testing/test-stack.ts'

const given = useStack()
const soon = { timeout: 120_000, interval: 100 }

interface ShownTrial {
  readonly state: string
  readonly recordId?: string
  readonly difference?: { readonly message: string }
}
interface ShownPlan {
  readonly planId: string
  readonly trial?: string
  readonly ready: { readonly count: number }
  readonly blocked: readonly { readonly reason: string; readonly count: number }[]
}
interface ShownRun {
  readonly id: string
  readonly completedAt?: string
  readonly counts: Readonly<Record<string, number>>
}

const read = <T>(organization: string, part: string) =>
  given().call('orchestrator', 'GET', `/organizations/${organization}/${part}`) as Promise<T>
const entered = async (prefix: string) => {
  const [seed] = await given().found(prefix)
  return given().enter(seed!, demoMapping, { trial: true })
}

// Each test has organisations of its own, and none waits for another's.
describe.concurrent('BOOKS-4: the voucher that goes first', () => {
  test('shows an account that is wrong in the ledger, stops the connector, and the others follow once a person has spoken', async ({
    expect,
  }) => {
    const { session, approvals, records, vouchers, status, call } = given()
    const organization = await entered('trial')
    const operation = 'journals.post'
    const swapped = { operation, kind: 'other_account', organization, count: 1 }
    await session
      .ledgerOf('business-central')
      .addFaults([{ ...swapped, params: { account: '7130' } }])
    const approved = approvals([organization], 12)
    await session.producer.publish(approved)
    await expect
      .poll(() => status(organization), soon)
      .toMatchObject({
        health: {
          level: 'red',
          rules: expect.arrayContaining([expect.objectContaining({ rule: 'suspended' })]),
        },
        errorCount: 1,
      })
    const failed = await read<ShownTrial>(organization, 'trial')
    expect(failed).toMatchObject({ state: 'failed', recordId: expect.any(String) })
    expect(failed.difference?.message).toMatch(/Account \d{4} is missing.* 7130/)
    expect(await vouchers(organization)).toHaveLength(1)

    const [first] = await records(organization, 'failed')
    const word = `records/${failed.recordId}/revisions/1/word`
    await call('orchestrator', 'POST', `/organizations/${organization}/${word}`, {
      kind: 'in_ledger',
      voucherNumber: first!.reference!,
      voucherDate: '2026-11-21',
      reason: 'Moved to the right account there.',
    })
    await expect.poll(() => records(organization, 'posted'), soon).toHaveLength(11)
    const proven = await read<ShownTrial>(organization, 'trial')
    expect(proven).toMatchObject({ state: 'proven' })
    const there = await vouchers(organization)
    expect(new Set(there.map(({ reference }) => reference)).size).toBe(12)
    expect(there).toHaveLength(12)
    const right = approved.filter(({ recordId }) => recordId !== failed.recordId)
    const isRight = ({ reference }: { reference: string }) => reference !== first!.reference
    expect(booked(there.filter(isRight))).toEqual(expectedBooks(right, demoMapping))
  })

  test('is told by the plan of a manual run, whose records follow it', async ({ expect }) => {
    const { session, approvals, records, vouchers, status, call } = given()
    const organization = await entered('planned')
    const slow = { operation: 'journals.post', kind: 'slow', organization, count: 1 }
    await session
      .ledgerOf('business-central')
      .addFaults([{ ...slow, params: { delayMs: 2_500, when: 'before' } }])
    const approved = approvals([organization], 6)
    await session.producer.publish(approved)
    const waiting = [{ reason: 'awaiting_trial', count: 5 }]
    await expect
      .poll(() => read<ShownPlan>(organization, 'run-plan'), soon)
      .toMatchObject({ trial: 'under_way', ready: { count: 0 }, blocked: waiting })
    const plan = await read<ShownPlan>(organization, 'run-plan')
    const run = (await call('orchestrator', 'POST', `/organizations/${organization}/runs`, {
      planId: plan.planId,
    })) as ShownRun
    await expect.poll(() => records(organization, 'posted'), soon).toHaveLength(6)
    await expect
      .poll(() => read<ShownRun>(organization, `runs/${run.id}`), soon)
      .toMatchObject({ completedAt: expect.any(String) })
    expect((await status(organization)).waitingByReason).toEqual([])
    expect(booked(await vouchers(organization))).toEqual(expectedBooks(approved, demoMapping))
  })
})

/** An account of the demo chart that is blocked there. */
const blockedAccount = { account: '7199' }
const uncheckedMapping = {
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

test('BOOKS-10: a preview tells of everything that waits what would come of it, through config, orchestrator, adapter and ledger, and sends nothing', async ({
  expect,
}) => {
  const { session, organization, approvals, disable, vouchers, call } = given()
  const id = await organization('previewed', uncheckedMapping)
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
