import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { describe, test } from 'vitest'
import { demoMapping, inBusinessCentral } from './demo-organizations.ts'
import { booked, expectedBooks } from './testing/books.ts'
import { useStack } from './testing/test-stack.ts'

// What is taken back is taken back at once, not when somebody asks again.
const given = useStack({ orchestrator: { REREQUEST_AFTER_MS: '600000' } })
const soon = { timeout: 120_000, interval: 100 }

const otherMapping = {
  ...demoMapping,
  categories: Object.fromEntries(
    Object.keys(demoMapping.categories).map((category) => [category, { account: '7130' }]),
  ),
  credits: { employee: '1570', volunteer: '1570', external: '1920' },
  dimensions: {},
}

const withoutCostCentres = (record: RecordApproved): RecordApproved => ({
  ...record,
  lines: record.lines.map(({ costCenter: _costCenter, ...line }) => line),
})

// Each test has organisations of its own, and none waits for another's.
describe.concurrent('connectors and their settings', () => {
  test("NOTE-3: an organisation's flag stops its own connector, and no other", async ({
    expect,
  }) => {
    const { session, organization, approvals, records, disable, vouchers, status } = given()
    const [off, on] = await Promise.all([organization('off'), organization('on')])
    await disable(off)

    await session.producer.publish(approvals([off, on], 20))
    await expect.poll(() => records(on, 'posted'), soon).toHaveLength(10)
    await expect.poll(() => records(off, 'pending'), soon).toHaveLength(10)
    expect(await vouchers(on)).toHaveLength(10)
    expect(await vouchers(off)).toEqual([])
    expect((await status(on)).connector).toEqual({ type: 'dynamics', enabled: true })
    expect((await status(off)).connector).toEqual({ type: 'dynamics', enabled: false })
  })

  test('NOTE-5: each organisation is posted to its own company, by its own mapping', async ({
    expect,
  }) => {
    const { session, organization, approvals, records, vouchers } = given()
    const [one, other] = await Promise.all([
      organization('mapped'),
      organization('mapped-otherwise', otherMapping),
    ])
    // The other's ledger has no departments: what is to be booked on one would wait.
    const approved = approvals([one, other], 40).map((record) =>
      record.organizationId === other ? withoutCostCentres(record) : record,
    )
    await session.producer.publish(approved)
    await expect.poll(() => records(one, 'posted'), soon).toHaveLength(20)
    await expect.poll(() => records(other, 'posted'), soon).toHaveLength(20)

    const of = (id: string) => approved.filter(({ organizationId }) => organizationId === id)
    expect(booked(await vouchers(one))).toEqual(expectedBooks(of(one), demoMapping))
    expect(booked(await vouchers(other))).toEqual(expectedBooks(of(other), otherMapping))
    expect(new Set((await vouchers(other)).map(({ company }) => company)).size).toBe(1)
  })

  test('TOGGLE-2: what is approved while the connector is disabled waits, and is sent once it is enabled', async ({
    expect,
  }) => {
    const { session, approvals, records, vouchers, status, disable, enable } = given()
    const organization = await given().organization('queued')
    await disable(organization, 'The accounts are being closed.')
    const approved = approvals([organization], 5)
    await session.producer.publish(approved)
    await expect
      .poll(() => status(organization), soon)
      .toMatchObject({
        health: { level: 'disabled' },
        pendingCount: 5,
        waitingByReason: [{ reason: 'connector_disabled', count: 5 }],
        sums: { pending: { count: 5 }, posted: { count: 0 } },
      })
    for (const record of await records(organization))
      expect(record).toMatchObject({ status: 'pending', attempts: 0 })
    expect(await vouchers(organization)).toEqual([])

    await enable(organization)
    await expect
      .poll(() => status(organization), soon)
      .toMatchObject({ pendingCount: 0, waitingByReason: [], sums: { posted: { count: 5 } } })
    expect(booked(await vouchers(organization))).toEqual(expectedBooks(approved, demoMapping))
  })

  test('TOGGLE-7: disabling takes back what is not sent, and settles what is in flight', async ({
    expect,
  }) => {
    const { session, approvals, vouchers, status, fired, disable, enable } = given()
    const organization = await given().organization('backlog')
    const all = 1_500
    const approved = approvals([organization], all)
    await session
      .ledgerOf('business-central')
      .addFaults([
        { operation: 'journals.post', kind: 'slow', organization, params: { delayMs: 1_500 } },
      ])
    await session.producer.publish(approved)
    await expect.poll(() => fired('slow', organization), soon).toBeGreaterThan(0)
    await disable(organization)

    const settled = async () => {
      const { sums, waitingByReason, pendingCount } = await status(organization)
      const held = waitingByReason.find(({ reason }) => reason === 'connector_disabled')
      return { held: held?.count, open: pendingCount, sum: pendingCount + sums['posted']!.count }
    }
    await expect
      .poll(async () => {
        const { held, open, sum } = await settled()
        return held === open && sum === all
      }, soon)
      .toBe(true)
    const { open } = await settled()
    const sent = all - open
    const flights = await fired('slow', organization)
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThan(all / 2)
    expect(await vouchers(organization)).toHaveLength(sent)

    // Others are served meanwhile: nothing of this one moves.
    const other = await given().organization('elsewhere')
    await session.producer.publish(approvals([other], 50))
    await expect.poll(() => given().records(other, 'posted'), soon).toHaveLength(50)
    expect(await fired('slow', organization)).toBe(flights)
    expect(await vouchers(organization)).toHaveLength(sent)

    await session.ledgerOf('business-central').clearFaults()
    await enable(organization)
    await expect
      .poll(() => status(organization), soon)
      .toMatchObject({ pendingCount: 0, sums: { posted: { count: all } } })
    expect(booked(await vouchers(organization))).toEqual(expectedBooks(approved, demoMapping))
  })
})

test('NOTE-5: credentials that are no longer taken stop one organisation, until others are saved', async ({
  expect,
}) => {
  const { session, found, enter, organization, approvals, records, status } = given()
  const healthy = await organization('healthy')
  const [seed] = await found('locked')
  const locked = await enter(seed!)
  await session.ledgerOf('business-central').addFaults([
    {
      operation: '*',
      kind: 'error_before_commit',
      organization: locked,
      params: { status: 401 },
    },
  ])
  await session.producer.publish(approvals([locked, healthy], 20))
  await expect.poll(() => records(healthy, 'posted'), soon).toHaveLength(10)
  await expect
    .poll(() => status(locked), soon)
    .toMatchObject({
      health: { level: 'red', rules: [{ rule: 'suspended' }] },
      pendingCount: 10,
      sums: { posted: { count: 0 } },
    })
  const renewed = {
    ...inBusinessCentral(seed!).connector,
    expiresAt: { clientSecret: '2031-01-01' },
  }
  await expect(given().saveConnector(locked, renewed)).rejects.toThrow(/422 .*"code":"auth\./)
  await session.ledgerOf('business-central').clearFaults()
  await given().saveConnector(locked, renewed)
  await expect.poll(() => records(locked, 'posted'), soon).toHaveLength(10)
  await expect.poll(async () => (await status(locked)).health.level, soon).toBe('green')
})
