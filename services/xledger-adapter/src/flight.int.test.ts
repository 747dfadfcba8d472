import type { Voucher } from '@bilagsbro/booking/voucher'
import type { Flight, Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { newReference, on } from '@bilagsbro/posting-engine/testing/vouchers'
import { systemClock } from '@bilagsbro/kernel/clock'
import type { FaultRequest } from '@bilagsbro/simulators/faults'
import { ledgerOf } from '@bilagsbro/simulators/ledger-of'
import { startXledger, type Xledger } from '@bilagsbro/simulators/start-xledger'
import { seedOwners } from '@bilagsbro/simulators/xledger/seed'
import type { XledgerLimits } from '@bilagsbro/simulators/xledger/limits'
import type { XledgerConduct } from '@bilagsbro/simulators/xledger/xledger-world'
import { describe, expect, test } from 'vitest'
import { createXledger } from './accounting-system.ts'
import { connectionTo, settingsFor, voucher } from './testing.ts'

const [seed] = seedOwners(1) as [ReturnType<typeof seedOwners>[number]]
const oauth = { secrets: { clientId: seed.clientId, clientSecret: seed.clientSecret } }
const posting = (given: Voucher = voucher()): Posting => ({
  reference: newReference(),
  voucher: given,
})
const flightOf = (...postings: Posting[]): Flight => ({
  id: 'flight',
  plan: {},
  postings,
  inTime: () => true,
})
const soon = () => AbortSignal.timeout(60_000)

async function open(
  conduct: Partial<XledgerConduct> = {},
  limits: Partial<XledgerLimits> = { burst: 10_000 },
) {
  const xledger = await startXledger({
    owners: [seed],
    limits,
    conduct: { importDelayMs: -1, ...conduct },
  })
  const system = createXledger(settingsFor(xledger.url), { clock: systemClock })
  return {
    system,
    xledger,
    books: () => xledger.world.owners.get(seed.ownerDbId)!,
    fault: (fault: Pick<FaultRequest, 'kind'> & Partial<FaultRequest>) =>
      void xledger.world.faults.add({ operation: 'addGLImportItems', count: 1, ...fault }),
    post: (flight: Flight, connection = connectionTo(seed)) =>
      system.post(flight, connection, soon()),
    find: async (postings: readonly Posting[]) => {
      const found = await system.find(postings, connectionTo(seed), soon())
      if (!found.ok) throw new Error(found.error.message)
      return found.value
    },
    [Symbol.asyncDispose]: () => xledger[Symbol.asyncDispose](),
  }
}

test('AUDIT-4: an outcome says what Xledger answered: the status, and its own code for a refusal', async () => {
  await using ledger = await open()
  const good = posting()
  expect([...(await ledger.post(flightOf(good))).outcomes.values()]).toMatchObject([
    { kind: 'delivered', answer: { status: 200 } },
  ])
  ledger.fault({ kind: 'throttled' })
  const { outcomes } = await ledger.post(flightOf(posting()))
  expect([...outcomes.values()]).toMatchObject([
    { failure: { answer: { status: 200, code: expect.stringMatching(/^BAD_REQUEST\./) } } },
  ])
})

async function requestsTo({ url }: Xledger): Promise<Record<string, number>> {
  const answer = await fetch(`${url}/_sim/requests`)
  return ((await answer.json()) as { operations: Record<string, number> }).operations
}

test('DOD-1: a voucher is booked with the accounts, cost centre, chapter, project and tax rule that were sent', async () => {
  await using ledger = await open()
  const whole = posting()
  const taxed = posting(on('6800', { vatCode: '2' }))
  const { outcomes, stop } = await ledger.post(flightOf(whole, taxed))
  expect(stop).toBeUndefined()
  expect([...outcomes.values()].map(({ kind }) => kind)).toEqual(['delivered', 'delivered'])
  expect(await ledgerOf(ledger.xledger.url, whole.reference)).toMatchObject([{ staged: true }])
  ledger.xledger.world.importNow(ledger.books())
  const found = await ledger.find([whole, taxed])
  expect(found.get(whole.reference)).toEqual({
    kind: 'posted',
    voucher: { number: expect.stringMatching(/^2026\d{6}$/), date: '2026-11-20' },
  })
  expect(found.get(taxed.reference)).toMatchObject({ kind: 'posted' })
  const [{ amount: first }, { amount: second }] = whole.voucher.lines as [Line, Line]
  expect(await ledgerOf(ledger.xledger.url, whole.reference)).toMatchObject([
    {
      postingDate: '2026-11-20',
      lines: [
        { account: '7140', amount: first, dimensions: { glObject1: '200', project: 'P1' } },
        { account: '7168', amount: second, dimensions: { glObject1: '200' } },
        { account: '2910' },
      ],
    },
  ])
  expect(await ledgerOf(ledger.xledger.url, taxed.reference)).toMatchObject([
    {
      lines: [
        { account: '6800', amount: '100.00' },
        { account: '2710', amount: '25.00' },
        { account: '2910', amount: '-125.00' },
      ],
    },
  ])
})
type Line = Voucher['lines'][number]

test('a full flight takes a mutation and a look, and so does what it is told to take', async () => {
  await using ledger = await open()
  const { flightSize } = ledger.system.limits
  await ledger.post(flightOf(...Array.from({ length: flightSize }, () => posting())))
  const { addGLImportItems, glImportItems } = await requestsTo(ledger.xledger)
  expect([addGLImportItems, glImportItems]).toEqual([1, 1])
  const flight = { vouchers: flightSize, lines: 3 * flightSize, lookedFor: 0 }
  expect(ledger.system.requestsFor(flight, connectionTo(seed))).toBe(2)
})

describe('with OAuth2', () => {
  test('twenty calls at once sign in once', async () => {
    await using ledger = await open({}, { burst: 10_000, concurrent: 100 })
    const sent = await Promise.all(
      Array.from({ length: 20 }, () => ledger.post(flightOf(posting()), connectionTo(seed, oauth))),
    )
    expect(sent.filter(({ stop }) => stop !== undefined)).toEqual([])
    expect((await requestsTo(ledger.xledger))['oauth.token']).toBe(1)
  })

  test('a token that was taken back stops one flight, unsent, and the next one has another', async () => {
    await using ledger = await open()
    const connection = connectionTo(seed, oauth)
    await ledger.post(flightOf(posting()), connection)
    ledger.xledger.world.accessTokens.clear()
    const late = posting()
    const refused = await ledger.post(flightOf(late), connection)
    expect(refused).toMatchObject({ stop: { class: 'auth', code: 'auth.wrong_token' } })
    expect(refused.outcomes.get(late.reference)?.kind).toBe('unsent')
    const again = await ledger.post(flightOf(late), connection)
    expect(again.outcomes.get(late.reference)?.kind).toBe('delivered')
  })
})

describe("Xledger's limits", () => {
  test.each([
    ['burst', { burst: 0 }, 5_000],
    ['concurrent', { concurrent: 0 }, 1_000],
    ['credits', { credits: 0, creditsMs: 600_000 }, 600_000],
  ])('%s: nothing is sent, and the lane waits as told', async (_, limits, waitMs) => {
    await using ledger = await open({}, { burst: 10_000, ...limits })
    const one = posting()
    const asked = Date.now()
    const { outcomes, stop } = await ledger.post(flightOf(one))
    expect(stop).toMatchObject({ class: 'rate_limited', code: 'vendor.throttled' })
    const retryAfter = Date.parse(stop!.retryAfter!)
    expect(retryAfter).toBeGreaterThan(asked + waitMs - 1_000)
    expect(retryAfter).toBeLessThan(Date.now() + waitMs + 5_000)
    expect(outcomes.get(one.reference)).toMatchObject({ kind: 'unsent' })
    expect(await ledgerOf(ledger.xledger.url, one.reference)).toEqual([])
  })

  test('reached between sending and looking leaves a doubt, and the look that follows settles it', async () => {
    await using ledger = await open()
    ledger.fault({ operation: 'glImportItems', kind: 'throttled' })
    const one = posting()
    const { outcomes, stop } = await ledger.post(flightOf(one))
    expect(outcomes.get(one.reference)).toMatchObject({ kind: 'in_doubt' })
    expect(stop).toMatchObject({ class: 'rate_limited' })
    expect((await ledger.find([one])).get(one.reference)?.kind).toBe('delivered')
  })
})

describe('what the import job cannot book', () => {
  test.each([
    ['account.blocked', on('7199'), 'Account 7199 is closed.'],
    ['account.not_for_posting', on('7000'), 'Account 7000 is not open for posting.'],
    ['subledger.missing', on('2400'), 'Account 2400 requires a subledger.'],
    ['vat.not_allowed', on('1570', { vatCode: '2' }), 'Tax rule 2 is not allowed'],
    ['period.closed', { ...on('7140'), postingDate: '2019-12-31' }, 'The period 2019-12 is closed'],
  ])('%s is told in its words, and says what to do', async (code, bad, words) => {
    await using ledger = await open()
    const [good, culprit] = [posting(), posting(bad)]
    await ledger.post(flightOf(good, culprit))
    ledger.xledger.world.importNow(ledger.books())
    const found = await ledger.find([good, culprit])
    expect(found.get(good.reference)).toMatchObject({ kind: 'posted' })
    expect(found.get(culprit.reference)).toMatchObject({
      kind: 'rejected',
      failure: { code, message: expect.stringContaining(words) },
    })
    expect(found.get(culprit.reference)).toMatchObject({
      failure: { message: expect.stringContaining('delete them there and send it again') },
    })
  })

  test('is booked once the cause is gone', async () => {
    await using ledger = await open()
    const culprit = posting({ ...on('7140'), postingDate: '2019-12-31' })
    await ledger.post(flightOf(culprit))
    ledger.xledger.world.importNow(ledger.books())
    expect((await ledger.find([culprit])).get(culprit.reference)?.kind).toBe('rejected')
    ledger.books().openFrom = '2019-01-01'
    ledger.xledger.world.importNow(ledger.books())
    expect((await ledger.find([culprit])).get(culprit.reference)?.kind).toBe('posted')
  })
})

describe('RETRY-5: what a mutation left behind', () => {
  test('when it kept the lines before the fault, the whole ones are delivered and the part is for a person', async () => {
    await using ledger = await open({ partial: true })
    const [whole, broken, after] = [posting(), posting(), posting()]
    const [first, ...rest] = broken.voucher.lines
    const torn = { ...broken.voucher, lines: [first!, { ...rest[0]!, account: '9999' }, rest[1]!] }
    const flight = flightOf(whole, { ...broken, voucher: torn }, after)
    const { outcomes } = await ledger.post(flight)
    expect(outcomes.get(whole.reference)?.kind).toBe('delivered')
    expect(outcomes.get(broken.reference)).toMatchObject({
      kind: 'in_doubt',
      failure: { code: 'ledger.different' },
    })
    expect(outcomes.get(after.reference)?.kind).toBe('unsent')
  })

  test('twice under one reference is told, and never counts as posted', async () => {
    await using ledger = await open()
    const one = posting()
    await ledger.post(flightOf(one))
    await ledger.post(flightOf(one))
    const staged = await ledger.find([one])
    expect(staged.get(one.reference)).toMatchObject({
      kind: 'different',
      failure: { code: 'ledger.twice' },
    })
  })

  test('the rest of a flight stays here when the first mutation got lost', async () => {
    await using ledger = await open()
    ledger.fault({ kind: 'drop_before_commit' })
    const many = Array.from({ length: 3 }, () => posting(ofLength(200)))
    const { outcomes } = await ledger.post(flightOf(...many))
    expect(many.map(({ reference }) => outcomes.get(reference)?.kind)).toEqual([
      'in_doubt',
      'in_doubt',
      'unsent',
    ])
    expect((await requestsTo(ledger.xledger))['addGLImportItems']).toBe(1)
  })
})

const ofLength = (pairs: number): Voucher => ({
  ...on('7140'),
  lines: Array.from({ length: pairs }, (_, at) => ({
    account: '7140',
    amount: at % 2 ? '-1.00' : '1.00',
  })),
})
