import type { EventDefinition } from '@bilagsbro/events/define-event'
import { PostingRequested } from '@bilagsbro/events/posting'
import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { SyncFailed } from '@bilagsbro/events/sync'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import { createDecode } from '@bilagsbro/messaging/decoding'
import { describe, test } from 'vitest'
import { demoMapping } from './demo-organizations.ts'
import { booked, expectedBooks } from './testing/books.ts'
import { useStack } from './testing/test-stack.ts'

const probeBaseMs = 500
const given = useStack({ orchestrator: { PROBE_BASE_MS: String(probeBaseMs) } })
const laterMs = 1_500
const soon = { timeout: 120_000, interval: 100 }

/** Some with a project, some that leave the cost centre to the mapping. */
const varied = (record: RecordApproved, index: number): RecordApproved => ({
  ...record,
  lines: record.lines.map(({ costCenter, ...line }) => ({
    ...line,
    ...(index % 5 !== 0 && { costCenter }),
    ...(index % 7 === 0 && { project: `P${1 + (index % 4)}` }),
  })),
})

// Each test has organisations of its own, and none waits for another's.
describe.concurrent('the road', () => {
  test('DOD-2: approved records stand in Business Central exactly once, with the right accounts and cost centres', async ({
    expect,
  }) => {
    const { session, approvals, records, vouchers } = given()
    const organizations = [await given().organization('road'), 'hlf']
    const approved = approvals(organizations, 300).map(varied)
    expect(approved.filter(({ lines }) => lines.length > 1).length).toBeGreaterThan(20)

    await session.producer.publish(approved)
    await session.producer.publish(approved.slice(0, 50))
    for (const organization of organizations)
      await expect.poll(async () => (await records(organization, 'posted')).length, soon).toBe(150)
    await session.producer.publish(approved.slice(100, 150))
    // What is published last is handled last: when it stands in the ledger, every repeat has been looked at.
    const last = approvals(['hlf'], 12, 'last')
    await session.producer.publish(last)
    await expect.poll(async () => (await records('hlf', 'posted')).length, soon).toBe(162)

    const ledger = (await Promise.all(organizations.map(vouchers))).flat()
    expect(booked(ledger)).toEqual(expectedBooks([...approved, ...last], demoMapping))
    for (const record of await records('hlf', 'posted'))
      expect(record.voucher?.number).toBe(voucherReference('hlf', record.recordId, 1))
  })

  test('NOTE-1: the sync follows the approval at once', async ({ expect }) => {
    const { session, approvals, records, status } = given()
    const organization = await given().organization('prompt')
    const [warm, measured] = approvals([organization], 2)
    await session.producer.publish([warm!])
    await expect.poll(() => records(organization, 'posted'), soon).toHaveLength(1)

    await session.producer.publish([measured!])
    // No schedule is that dense.
    await expect.poll(() => records(organization, 'posted'), soon).toHaveLength(2)
    await expect
      .poll(async () => (await status(organization)).lastRun?.trigger, soon)
      .toBe('approval')
  })

  test('NOTE-1: a ledger that fails is tried again, later each time, and nothing is used up by it', async ({
    expect,
  }) => {
    const { session, approvals, records, vouchers } = given()
    const organization = await given().organization('backoff')
    const away = { operation: 'journals.create', kind: 'error_before_commit', organization }
    await session.ledgerOf('business-central').addFaults([{ ...away, forMs: 10_000 }])
    const [record] = approvals([organization], 1)
    await session.producer.publish([record!])
    await expect
      .poll(() => records(organization), soon)
      .toMatchObject([
        {
          status: 'pending',
          reason: { code: 'connector_suspended' },
        },
      ])
    await expect.poll(() => records(organization, 'posted'), soon).toHaveLength(1)
    expect(await vouchers(organization)).toHaveLength(1)
    expect(await failuresOf(record!.recordId, organization)).toEqual([])

    const asked = await requestsOf(record!.recordId, organization)
    const waits = asked.slice(1).map((at, index) => at - asked[index]!)
    expect(waits.length).toBeGreaterThanOrEqual(3)
    for (const [index, wait] of waits.entries())
      expect(wait).toBeGreaterThanOrEqual(probeBaseMs * 2 ** index)
  })

  test('NOTE-2: the sync log holds every outbound record, its status and its errors', async ({
    expect,
  }) => {
    const { session, approvals, records } = given()
    const categories = { taxi: { account: '7140' }, fee: { account: '7199' } }
    const organization = await given().organization('logged', {
      ...demoMapping,
      categories,
      // 7199 is blocked.
      unchecked: true,
    })
    const [posted, refused] = approvals([organization], 2).map((record, index) => ({
      ...record,
      lines: record.lines.map((line) => ({ ...line, category: ['taxi', 'fee'][index]! })),
    }))
    await session.producer.publish([posted!, refused!])
    await expect.poll(() => records(organization, 'posted'), soon).toHaveLength(1)
    await expect.poll(() => records(organization, 'failed'), soon).toHaveLength(1)

    const reference = (record: RecordApproved) => voucherReference(organization, record.recordId, 1)
    const ofRecord = { organization_id: organization, revision: 1 }
    const logOf = (kinds: string) =>
      given().query<{ subject: string }>(
        'status-query',
        `select *, line::json ->> 'reference' as reference from sync_logs
         where organization_id = $1 and kind ${kinds} order by subject, kind`,
        [organization],
      )
    // What is read from several topics comes in any order. That it was posted, the success tells alone.
    await expect.poll(() => logOf(`like 'posting.%'`), soon).toHaveLength(3)
    expect(await logOf(`like 'posting.%'`)).toMatchObject(
      [posted!, refused!]
        .toSorted((a, b) => (a.recordId < b.recordId ? -1 : 1))
        .flatMap(({ recordId: subject }) => [
          ...(subject === refused!.recordId ? [{ subject, status: 'refused' }] : []),
          { subject, status: 'requested' },
        ]),
    )
    const log = await logOf(`not like 'posting.%'`)
    expect(log.filter(({ subject }) => subject === posted!.recordId)).toMatchObject([
      { ...ofRecord, kind: 'record.approved', status: 'approved', actor: posted!.approvedBy },
      {
        ...ofRecord,
        kind: 'sync.succeeded',
        status: 'posted',
        attempt: 1,
        reference: reference(posted!),
        voucher_number: reference(posted!),
      },
    ])
    expect(log.filter(({ subject }) => subject === refused!.recordId)).toMatchObject([
      { ...ofRecord, kind: 'record.approved', status: 'approved' },
      {
        ...ofRecord,
        kind: 'sync.failed',
        status: 'failed',
        attempt: 1,
        reference: reference(refused!),
        code: 'account.blocked',
        message: expect.stringContaining('7199'),
      },
    ])
  })

  test.for([
    ['the connection breaks', 'drop_after_commit', {}],
    ['it says that it failed', 'error_after_commit', { status: 500 }],
    ['it books after it gave up', 'late', { delayMs: laterMs, answer: '504' }],
    ['it shows the entries later', 'invisible', { delayMs: laterMs }],
  ] as const)(
    'RETRY-5: one entry each, when Business Central books and %s',
    async ([, kind, params], { expect }) => {
      const { session, approvals, records, vouchers, fired } = given()
      const prefix = kind.replaceAll('_', '-')
      const organization = await given().organization(prefix)
      await session
        .ledgerOf('business-central')
        .addFaults([{ operation: 'journals.post', kind, organization, count: 2, params }])
      const approved = approvals([organization], 40)
      await session.producer.publish(approved.slice(0, 20))
      await expect.poll(() => fired(kind, organization), soon).toBeGreaterThan(0)
      await session.producer.publish(approved)
      await expect.poll(() => records(organization, 'posted'), soon).toHaveLength(40)
      // A second entry would come no later than what was booked late.
      const postedAt = performance.now()
      await expect.poll(() => performance.now() - postedAt, soon).toBeGreaterThan(laterMs)
      expect(booked(await vouchers(organization))).toEqual(expectedBooks(approved, demoMapping))
    },
  )
})

/** What was told of a record's failed attempts. */
const failuresOf = (recordId: string, organizationId: string) =>
  told<SyncFailed>(SyncFailed, recordId, organizationId)

/** When a record's posting was asked for, in milliseconds. */
async function requestsOf(recordId: string, organizationId: string): Promise<number[]> {
  const { dynamics } = PostingRequested
  const requests = await told<PostingRequested>(dynamics, recordId, organizationId)
  return requests.map(({ requestedAt }) => Date.parse(requestedAt)).toSorted((a, b) => a - b)
}

async function told<Data extends { recordId: string; organizationId: string }>(
  definition: EventDefinition,
  recordId: string,
  organizationId: string,
): Promise<Data[]> {
  const decode = createDecode([definition])
  return (await given().session.read(definition.topic))
    .flatMap(({ message, position }) => {
      const decoded = decode(message, position)
      return decoded.ok && decoded.value ? [decoded.value.data as Data] : []
    })
    .filter((data) => data.recordId === recordId && data.organizationId === organizationId)
}
