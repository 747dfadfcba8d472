import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import { request } from 'undici'
import { afterAll, describe, test } from 'vitest'
import {
  demoMapping,
  demoMappingInXledger,
  demoOrganizationIds,
  demoOrganizations,
} from './demo-organizations.ts'
import { booked, expectedBooks } from './testing/books.ts'
import { startCollector } from './testing/collector.ts'
import { everythingWritten } from './testing/everything-written.ts'
import { createKeysCommand } from './testing/keys-command.ts'
import { keyed, monthsOf, sumsOf, type ReportedMonth } from './testing/month.ts'
import { useStack } from './testing/test-stack.ts'

const collector = await startCollector()
afterAll(() => collector[Symbol.asyncDispose]())
// Every accounting system, each with the organisation of the demonstration that uses it; every trace that begins is taken.
const given = useStack(
  { '*': { ...collector.env, OTEL_TRACES_SAMPLER_ARG: '1' } },
  { telemetry: true },
)
const soon = { timeout: 120_000, interval: 100 }
const xledger = 'blindeforbundet'
/** Where Business Central books the VAT that it takes out of an amount. */
const vatAccount = '2710'
/** A trace that its producer wants taken. */
const sampled = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

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
    await session.producer.publish(approved, sampled)
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

  test("BOOKS-9: a month's totals by account, cost centre and project are those of each ledger, to the øre, with corrections, withdrawals and VAT", async ({
    expect,
  }) => {
    const { session, approvals, records, vouchers, call } = given()
    for (const organization of demoOrganizationIds) {
      const approved = withProject(approvals([organization], 5, 'month'))
      const [corrected, withdrawn, taxed] = approved as [
        RecordApproved,
        RecordApproved,
        RecordApproved,
      ]
      // Business Central splits what has a VAT code by a rate that it alone knows.
      const lines = taxed.lines.map((line) => ({ ...line, category: 'office', vatCode: 'HOY' }))
      const first = organization === 'hlf' ? approved.with(2, { ...taxed, lines }) : approved
      const shown = async () =>
        (await records(organization, 'posted')).filter((it) => it.recordId.startsWith('month-'))
      await session.producer.publish(first)
      await expect.poll(async () => (await shown()).length, soon).toBe(5)
      const total = '77.77'
      const line = { ...corrected.lines[0]!, amount: total }
      const now = new Date().toISOString()
      const { organizationId, recordId } = withdrawn
      await session.producer.publish([
        { ...corrected, revision: 2, approvedAt: now, total, lines: [line] },
        { organizationId, recordId, revision: 2, withdrawnAt: now, withdrawnBy: 'coordinator-1' },
      ])
      await expect.poll(async () => (await shown()).length, soon).toBe(7)

      const ledger = await vouchers(organization)
      const accounts = ledger.flatMap((voucher) => voucher.lines.map(({ account }) => account))
      expect(accounts.includes(vatAccount)).toBe(organization === 'hlf')
      expect(monthsOf(ledger).length).toBeGreaterThan(0)
      for (const month of monthsOf(ledger)) {
        const path = `/organizations/${organization}/periods/${month}`
        const read = async () => (await call('status-query', 'GET', path)) as ReportedMonth
        // What was asked of the ledger may be read later than what it answered.
        await expect.poll(async () => (await read()).booked.linesUnknown.count, soon).toBe(0)
        const report = await read()
        expect(report.approved.agrees).toBe(true)
        // All of the VAT is of account 6800, on which its amounts were asked for with it.
        expect(keyed(report.accounts, ({ account }) => account)).toEqual(
          sumsOf(ledger, month, ({ account }) => (account === vatAccount ? '6800' : account)),
        )
        for (const { code, values } of report.dimensions)
          expect(keyed(values, ({ value }) => value)).toEqual(
            sumsOf(ledger, month, ({ dimensions }) => dimensions[code]),
          )
        expect(report.dimensions.length).toBeGreaterThan(0)
      }
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

  test('DOD-6: the key that secrets are under is replaced while records flow: none is lost, none is doubled', async ({
    expect,
  }) => {
    const { stack, session, approvals, records, vouchers } = given()
    const keys = createKeysCommand(stack)
    const [old] = await keys.list()
    const approved = approvals(demoOrganizationIds, 90, 'rotated')
    const publish = (from: number, to: number) => session.producer.publish(approved.slice(from, to))
    await publish(0, 30)
    const rotating = keys.rotate()
    await publish(30, 60)
    expect((await rotating).unreadable).toEqual([])
    await keys.retire(old!.id)
    expect(await keys.list()).toEqual([
      expect.objectContaining({ current: true, secrets: demoOrganizationIds.length }),
    ])
    // What an adapter knew is gone: it has to ask for its secrets, which are under the new key alone.
    const adapters = ['xledger-adapter', 'dynamics-adapter', 'rest-adapter']
    await Promise.all(adapters.map((name) => stack.restart(name)))
    await publish(60, 90)
    const isOfThese = ({ recordId }: { readonly recordId: string }) =>
      recordId.startsWith('rotated-')
    for (const organization of demoOrganizationIds) {
      await expect
        .poll(async () => (await records(organization, 'posted')).filter(isOfThese).length, soon)
        .toBe(30)
      const there = (await vouchers(organization)).map(({ reference }) => reference)
      const own = approved.filter(({ organizationId }) => organizationId === organization)
      for (const { recordId } of own)
        expect(
          there.filter((it) => it === voucherReference(organization, recordId, 1)),
        ).toHaveLength(1)
    }
  })

  test('DOD-6: no secret that was entered is found in a log, a trace, a topic, a table or an answer', async ({
    expect,
  }) => {
    const { stack, session, call } = given()
    const entries = demoOrganizations(stack.addresses().simulators['rest']!.url) as {
      organizationId: string
      connector: { type: string; target: object; secrets: Record<string, string> }
    }[]
    const answers: string[] = []
    const ask = async (...asked: Parameters<typeof call>) =>
      answers.push(await call(...asked).then(JSON.stringify, String))
    for (const { organizationId, connector } of entries) {
      const path = `/organizations/${organizationId}`
      const wrong = Object.fromEntries(
        Object.keys(connector.secrets).map((name) => [name, 'canary-of-a-wrong-secret']),
      )
      // Each of these is refused, in words.
      const draft = { ...connector, secrets: wrong }
      await ask('config', 'POST', `${path}/connector/connection-tests`, draft)
      await ask('config', 'PUT', `${path}/connector`, draft)
      await ask('config', 'PUT', `${path}/connector`, { ...draft, type: 'canary' })
      for (const read of [
        '',
        '/catalogue?kind=accounts',
        '/mapping',
        '/mapping/versions',
        '/schedule',
      ])
        await ask('config', 'GET', `${path}/connector${read}`)
      await ask('config', 'GET', `${path}/changes`)
      for (const read of ['/status', '/records', '/integrations'])
        await ask('status-query', 'GET', path + read)
      await ask('orchestrator', 'GET', `${path}/runs`)
    }
    const canaries = entries.flatMap(({ connector }) => Object.values(connector.secrets))
    canaries.push('canary-of-a-wrong-secret')
    const encoded = canaries.map((canary) => Buffer.from(canary).toString('base64').slice(0, -4))

    const written = await everythingWritten(stack, session)
    written.set('answers', answers.join('\n')).set('traces', collector.bodies.join('\n'))
    // What is looked through is what was to be looked through.
    for (const [place, word] of [
      ['traces', 'posting.requested.xledger'],
      ['table public.secret of config', 'apiToken'],
      ['topic posting.requested.rest', 'medlemsforbundet'],
      ['answers', 'auth.wrong_secret'],
    ] as const)
      expect([place, written.get(place)?.includes(word)]).toEqual([place, true])
    for (const [place, text] of written)
      for (const canary of [...canaries, ...encoded])
        expect([place, text.includes(canary)]).toEqual([place, false])
  })
})
