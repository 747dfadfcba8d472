import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { takenBack } from '@bilagsbro/booking/correction'
import type { Voucher } from '@bilagsbro/booking/voucher'
import type { Connection, FlightOutcome, Posting } from './accounting-system.ts'
import {
  arrived,
  deadline,
  doubled,
  expectNoSecret,
  expectOnce,
  faults,
  find,
  flightOf,
  flightWith,
  passed,
  post,
  postingOf,
  settleAll,
  timeOf,
  type Fault,
  type SystemHarness,
} from './system-harness.contract.ts'

/** The promises that the posting engine builds on. An accounting system that passes keeps them under every fault listed. */
export function accountingSystemContract(name: string, open: () => Promise<SystemHarness>): void {
  describe(`accounting system: ${name}`, () => {
    let harness: SystemHarness
    beforeAll(async () => {
      harness = await open()
    })
    afterEach(() => harness.calm())
    afterAll(() => harness[Symbol.asyncDispose]())

    sending(() => harness)
    describe('under faults', () => truth(() => harness))
    describe('what waits in the ledger', () => delivering(() => harness))
    reading(() => harness)
  })
}

function sending(given: () => SystemHarness): void {
  test('NOTE-4: behind the port that all share, a full flight is posted, each voucher once, with our accounts and amounts', async () => {
    const flight = flightOf(given(), given().patient.limits.flightSize)
    const { outcomes, stop } = await post(given(), flight)
    expect(stop).toBeUndefined()
    for (const posting of flight.postings) {
      expect(outcomes.get(posting.reference)).toMatchObject(arrived)
      await expectOnce(given(), posting)
    }
  })

  test('a flight of one is posted', async () => {
    const flight = flightOf(given(), 1)
    const { outcomes } = await post(given(), flight)
    expect(outcomes.get(flight.postings[0]!.reference)).toMatchObject(arrived)
  })

  test('vouchers that are not acceptable are never booked and do not take others along', async () => {
    const harness = given()
    for (const { name, voucher, failure, late = false } of harness.unacceptable) {
      const good = [postingOf(harness), postingOf(harness)]
      const bad = { reference: harness.newReference(), voucher }
      const last = await settleAll(harness, [good[0]!, bad, good[1]!])
      if (late) await harness.desk!.book()
      const outcome = late
        ? (await find(harness, [bad])).get(bad.reference)
        : last.get(bad.reference)
      const kind = late ? 'rejected' : 'refused'
      expect({ name, outcome }).toMatchObject({ name, outcome: { kind, failure } })
      expect(await harness.ledger(bad.reference)).toHaveLength(late ? 1 : 0)
      for (const posting of good) await expectOnce(harness, posting)
    }
  })

  test('what was posted is found, what was not is absent, and what differs is told apart', async () => {
    const harness = given()
    if (harness.patient.settlesBy(harness.connection()) !== 'look_up') return
    const [there, other, absent] = [postingOf(harness), postingOf(harness), postingOf(harness)]
    await settleAll(harness, [there, other])
    const { lines } = other.voucher
    const changed = lines.map((line) => ({ ...line, amount: doubled(line.amount) }))
    const found = await find(harness, [
      there,
      absent,
      { ...other, voucher: { ...other.voucher, lines: changed } },
    ])
    expect(found.get(there.reference)).toMatchObject(arrived)
    expect(found.has(absent.reference)).toBe(false)
    expect(found.get(other.reference)).toMatchObject({ kind: 'different' })
  })

  test('BOOKS-8: a correction that takes back a voucher and names it is posted, and each of them is found as itself', async () => {
    const harness = given()
    const [first, second, again] = [postingOf(harness), postingOf(harness), postingOf(harness)]
    await settleAll(harness, [first, second])
    const correct = (of: Posting, own: Voucher['lines']): Posting => ({
      reference: harness.newReference(),
      voucher: {
        ...again.voucher,
        description: `${of.reference} ${again.voucher.description}`,
        lines: [...takenBack(of.voucher.lines), ...own],
        corrects: {
          revision: 1,
          reference: of.reference,
          voucherNumber: of.reference,
          lines: of.voucher.lines.length,
        },
      },
    })
    const all = [first, second, correct(first, again.voucher.lines), correct(second, [])]
    const outcomes = await settleAll(harness, all.slice(2))
    for (const { reference } of all.slice(2)) expect(outcomes.get(reference)).toMatchObject(arrived)
    for (const posting of all) await expectOnce(harness, posting)
    if (harness.patient.settlesBy(harness.connection()) !== 'look_up') return
    const found = await find(harness, all)
    for (const { reference } of all) expect(found.get(reference)).toMatchObject(arrived)
  })

  test('twenty flights at once are all posted once', async () => {
    const harness = given()
    const groups = Array.from({ length: 20 }, () => [postingOf(harness), postingOf(harness)])
    const settled = await Promise.all(groups.map((group) => settleAll(harness, group)))
    expect(settled).toHaveLength(20)
    for (const posting of groups.flat()) await expectOnce(harness, posting)
  })

  test('revoking is harmless when nothing is there, when repeated, and after posting', async () => {
    const harness = given()
    const { patient } = harness
    const flight = flightOf(harness, 2)
    const revoke = () => patient.revoke(flight.plan, harness.connection(), timeOf(patient))
    expect(await revoke()).toMatchObject({ ok: true })
    const later = flightOf(harness, 2)
    await post(harness, later)
    const again = () => patient.revoke(later.plan, harness.connection(), timeOf(patient))
    expect(await again()).toMatchObject({ ok: true })
    expect(await again()).toMatchObject({ ok: true })
    for (const posting of later.postings) await expectOnce(harness, posting)
  })

  test('a flight whose time is over, as after a machine stood still, sends nothing', async () => {
    const harness = given()
    const flight = { ...flightOf(harness, 2), inTime: () => false }
    const { outcomes } = await post(harness, flight)
    for (const posting of flight.postings) {
      expect(outcomes.get(posting.reference)).toMatchObject({ kind: 'unsent' })
      expect(await harness.ledger(posting.reference)).toHaveLength(0)
    }
  })

  test('a call ends with its signal, before its own time is over', async () => {
    const harness = given()
    const started = performance.now()
    await harness.patient
      .post(flightOf(harness, 1), harness.connection(), AbortSignal.abort())
      .catch(() => undefined)
    expect(performance.now() - started).toBeLessThan(harness.patient.limits.callTimeoutMs)
  })
}

function truth(given: () => SystemHarness): void {
  test.for(faults)(
    'RETRY-5: a vendor that %s gets no voucher twice and loses none',
    async (fault, { skip }) => {
      const harness = given()
      const inject = harness.faults[fault]
      if (typeof inject !== 'function') return skip(inject.impossible)
      const postings = [postingOf(harness), postingOf(harness), postingOf(harness)]
      await inject()
      const first = await post(harness, flightWith(harness, postings), harness.system)
      const kinds = postings.map(({ reference }) => first.outcomes.get(reference)?.kind)
      expect(kinds).not.toContain('refused')
      expect(await untrue(harness, first)).toEqual([])
      if (fault !== 'hides') await harness.calm()
      const last = await settleAll(harness, postings, first)
      expect([...last.values()]).toMatchObject(postings.map(() => arrived))
      for (const posting of postings) await expectOnce(harness, posting)
    },
  )

  test('what is said to be unsent is not in the ledger, nor on its way there', async () => {
    const harness = given()
    const sent = new Map<Fault, FlightOutcome>()
    for (const fault of faults) {
      const inject = harness.faults[fault]
      if (typeof inject !== 'function') continue
      await inject()
      sent.set(fault, await post(harness, flightOf(harness, 2), harness.system))
      await harness.calm()
    }
    await passed(harness.system.limits.settleHorizonMs)
    for (const [fault, outcome] of sent)
      expect({ fault, untrue: await untrue(harness, outcome) }).toEqual({ fault, untrue: [] })
  })

  test('a vendor that throttles stops the flight, and says so', async (context) => {
    const harness = given()
    const inject = harness.faults.throttles
    if (typeof inject !== 'function') return context.skip(inject.impossible)
    await inject()
    const { stop } = await post(harness, flightOf(harness, 1))
    expect(stop).toMatchObject({ class: 'rate_limited' })
  })

  test('a way that does not lead there sends nothing, stops the lane and names the cause', async () => {
    const harness = given()
    for (const { name, connection, failure, system = harness.patient } of harness.broken) {
      const posting = postingOf(harness)
      const flight = flightWith(harness, [posting])
      const { outcomes, stop } = await system.post(flight, connection, timeOf(system))
      expect({ name, stop }).toMatchObject({ name, stop: failure })
      expect(outcomes.get(posting.reference)?.kind).toBe('unsent')
      expect(await harness.ledger(posting.reference)).toHaveLength(0)
      expectNoSecret({ stop, outcomes: [...outcomes] }, connection)
    }
  })
}

function delivering(given: () => SystemHarness): void {
  test('is followed where the accounting system delivers and can look', (context) => {
    const harness = given()
    if (!harness.desk) return context.skip('it books at once')
    expect(harness.patient.followUp).toBeDefined()
    expect(harness.patient.settlesBy(harness.connection())).toBe('look_up')
  })

  test('is delivered until it is booked, and posted from then on, once', async (context) => {
    const harness = given()
    const { desk } = harness
    if (!desk) return context.skip('it books at once')
    const postings = [postingOf(harness), postingOf(harness)]
    const sent = await settleAll(harness, postings)
    expect([...sent.values()]).toMatchObject([{ kind: 'delivered' }, { kind: 'delivered' }])
    const waiting = await find(harness, postings)
    expect([...waiting.values()].map(({ kind }) => kind)).toEqual(['delivered', 'delivered'])
    await desk.book()
    const booked = await find(harness, postings)
    expect([...booked.values()]).toMatchObject(postings.map(() => ({ ...arrived, kind: 'posted' })))
    for (const posting of postings) await expectOnce(harness, posting)
  })

  test('and is deleted there is absent, and can be sent again', async (context) => {
    const harness = given()
    const { desk } = harness
    if (!desk) return context.skip('it books at once')
    const postings = [postingOf(harness), postingOf(harness)]
    const [gone, kept] = postings
    await settleAll(harness, postings)
    await desk.remove(gone!.reference)
    const found = await find(harness, postings)
    expect([...found.keys()]).toEqual([kept!.reference])
    await settleAll(harness, [gone!])
    for (const posting of postings) await expectOnce(harness, posting)
  })

  test('and cannot be booked stays there, and is never taken for absent', async (context) => {
    const harness = given()
    const late = harness.unacceptable.find((one) => one.late)
    if (!late) return context.skip('nothing is found out late')
    const bad = { reference: harness.newReference(), voucher: late.voucher }
    await settleAll(harness, [bad])
    for (let round = 0; round < 2; round++) {
      await harness.desk!.book()
      expect((await find(harness, [bad])).get(bad.reference)).toMatchObject({ kind: 'rejected' })
    }
    expect(await harness.ledger(bad.reference)).toHaveLength(1)
  })
}

function reading(given: () => SystemHarness): void {
  test('CONFIG-5: a connection test says what was found, or names the cause, within 10 s', async () => {
    const harness = given()
    const test = (connection: Connection, system = harness.patient) =>
      system.testConnection(connection, deadline(10_000))
    const report = await test(harness.connection())
    expect(report).toMatchObject({ ok: true, value: { name: expect.any(String) } })
    for (const { name, connection, failure, system } of harness.broken) {
      const answer = await test(connection, system)
      expect({ name, answer }).toMatchObject({ name, answer: { ok: false, error: failure } })
      expectNoSecret(answer, connection)
    }
  })

  test('the catalogue names what can be mapped to', async () => {
    const harness = given()
    for (const { kind, code } of harness.catalogue) {
      const answer = await harness.patient.catalogue(harness.connection(), kind, deadline(10_000))
      expect(answer).toMatchObject({ ok: true })
      expect(answer.ok && answer.value.map((entry) => entry.code)).toContain(code)
    }
  })

  test('a principal is stable and holds no secret', () => {
    const harness = given()
    const principal = harness.patient.principalOf(harness.connection())
    expect(harness.patient.principalOf(harness.connection())).toBe(principal)
    expectNoSecret(principal, harness.connection())
  })

  test('limits are such that the engine can keep them', () => {
    const { patient: system } = given()
    for (const limit of Object.values(system.limits)) expect(limit).toBeGreaterThan(0)
    const { flightSize } = system.limits
    const fresh = { vouchers: flightSize, lines: 3 * flightSize, lookedFor: 0 }
    const requests = system.requestsFor(fresh, given().connection())
    expect(requests).toBeGreaterThanOrEqual(1)
    const unsure = { ...fresh, lookedFor: flightSize }
    expect(system.requestsFor(unsure, given().connection())).toBeGreaterThanOrEqual(requests)
    expect(system.requestsPerLook(1)).toBeGreaterThanOrEqual(1)
    expect(system.credentialFields.length).toBeGreaterThan(0)
  })

  test('fields name groups, fields and values that there are', () => {
    const { credentialFields: fields, credentialGroups: groups = [] } = given().patient
    const known = groups.map(({ name }) => name)
    const isRight = ({ group, when, pattern = '', example }: (typeof fields)[number]) => {
      const other = when && fields.find(({ name }) => name === when.field)
      return [
        group === undefined ? known.length === 0 : known.includes(group),
        !when || (other !== undefined && new RegExp(other.pattern ?? '').test(when.is)),
        example === undefined || new RegExp(pattern).test(example),
      ].every(Boolean)
    }
    expect(fields.filter((field) => !isRight(field))).toEqual([])
  })
}

/** The references of which what was said is not what the ledger shows. */
async function untrue(
  harness: SystemHarness,
  { outcomes }: { outcomes: FlightOutcome['outcomes'] },
): Promise<string[]> {
  const wrong: string[] = []
  for (const [reference, { kind }] of outcomes) {
    if (kind === 'in_doubt') continue
    const entries = await harness.ledger(reference)
    if (entries.length !== (kind === 'posted' || kind === 'delivered' ? 1 : 0))
      wrong.push(reference)
  }
  return wrong
}
