import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import { request } from 'undici'
import { describe, test } from 'vitest'
import { demoMapping, demoMappingInXledger, demoOrganizationIds } from './demo-organizations.ts'
import { booked, expectedBooks } from './testing/books.ts'
import { useStack } from './testing/test-stack.ts'

// Every accounting system, each with the organisation of the demonstration that uses it.
const given = useStack({}, {})
const soon = { timeout: 60_000, interval: 100 }
const xledger = 'blindeforbundet'

const withProject = (records: RecordApproved[]): RecordApproved[] =>
  records.map((record, index) =>
    index % 5 === 0
      ? { ...record, lines: record.lines.map((line) => ({ ...line, project: 'P1' })) }
      : record,
  )

/** Makes the people and jobs at Xledger do something. */
async function atXledger(path: string, body?: object): Promise<void> {
  const { url } = given().stack.addresses().simulators['xledger']!
  const answer = await request(`${url}/_sim/${path}`, {
    method: body ? 'PATCH' : 'POST',
    ...(body && { body: JSON.stringify(body) }),
  })
  await answer.body.dump()
}

describe('every accounting system', () => {
  test('DOD-1: approved records stand in Xledger, in Business Central and in a ledger with a REST API exactly once, with the right accounts and cost centres', async ({
    expect,
  }) => {
    const { session, approvals, records, vouchers } = given()
    const approved = withProject(approvals(demoOrganizationIds, 120))
    await session.producer.publish(approved)
    await session.producer.publish(approved.slice(0, 30))
    for (const organization of demoOrganizationIds)
      await expect
        .poll(async () => (await records(organization, 'posted')).length, soon)
        .toBe(approved.length / demoOrganizationIds.length)

    for (const organization of demoOrganizationIds) {
      const mapping = organization === xledger ? demoMappingInXledger : demoMapping
      const own = approved.filter(({ organizationId }) => organizationId === organization)
      expect(booked(await vouchers(organization))).toEqual(expectedBooks(own, mapping))
    }
  })

  test('what Xledger holds is shown as delivered until its import books it, and as failed when an accountant deletes it', async ({
    expect,
  }) => {
    const { session, approvals, records, vouchers } = given()
    const statusOf = async ({ recordId }: RecordApproved) =>
      (await records(xledger)).find((shown) => shown.recordId === recordId)
    await atXledger('conduct', { importDelayMs: -1 })
    const [kept, deleted] = approvals([xledger], 2, 'staged') as [RecordApproved, RecordApproved]
    await session.producer.publish([kept, deleted])
    for (const record of [kept, deleted])
      await expect.poll(() => statusOf(record), soon).toMatchObject({ status: 'delivered' })

    const reference = voucherReference(xledger, deleted.recordId, 1)
    await atXledger(`reject?reference=${reference}&organization=${xledger}`)
    await expect
      .poll(() => statusOf(deleted), soon)
      .toMatchObject({
        status: 'failed',
        failure: { class: 'rejected_in_ledger' },
      })
    await atXledger(`import?organization=${xledger}`)
    await expect.poll(() => statusOf(kept), soon).toMatchObject({ status: 'posted' })
    const there = await vouchers(xledger)
    expect(there.filter((voucher) => voucher.reference === reference)).toEqual([])
    await atXledger('conduct', { importDelayMs: 500 })
  })

  test("NOTE-3: one organisation's connector is switched off without any other's", async ({
    expect,
  }) => {
    const { session, approvals, records, disable, enable } = given()
    await disable('hlf')
    const approved = approvals(demoOrganizationIds, 6, 'switched')
    await session.producer.publish(approved)
    const shown = async (organization: string, status: string) =>
      (await records(organization, status)).filter(({ recordId }) =>
        recordId.startsWith('switched-'),
      ).length
    for (const organization of demoOrganizationIds)
      await expect
        .poll(() => shown(organization, organization === 'hlf' ? 'pending' : 'posted'), soon)
        .toBe(2)
    await enable('hlf')
    await expect.poll(() => shown('hlf', 'posted'), soon).toBe(2)
  })
})
