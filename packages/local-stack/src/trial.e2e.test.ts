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
