import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import type { Voucher } from '@bilagsbro/booking/voucher'
import type {
  AccountingSystem,
  Flight,
  Posting,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import type { VoucherOutcome } from '@bilagsbro/posting-engine/domain/flight'
import { newReference, on, travelVoucher } from '@bilagsbro/posting-engine/testing/vouchers'
import { systemClock } from '@bilagsbro/kernel/clock'
import type { OrganizationSeed } from '@bilagsbro/simulators/business-central/seed'
import { seedOrganizations } from '@bilagsbro/simulators/business-central/seed'
import type { FaultRequest } from '@bilagsbro/simulators/faults'
import { ledgerOf } from '@bilagsbro/simulators/ledger-of'
import { type Simulators, startSimulators } from '@bilagsbro/simulators/start-simulators'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createBusinessCentral } from './accounting-system.ts'
import { connectionTo, owedTo, selfSigned, settingsFor } from './testing.ts'

let simulators: Simulators
let seed: OrganizationSeed
let system: AccountingSystem
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const callTimeoutMs = 30_000
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const certificate = selfSigned(keys)
const thumbprint = new X509Certificate(certificate).fingerprint256.replaceAll(':', '')

beforeAll(async () => {
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'pem' }) as string
  seed = { ...seedOrganizations(1)[0]!, certificates: [{ thumbprint, publicKey }] }
  simulators = await startSimulators({ organizations: [seed] })
  system = create()
})
afterEach(() => simulators.world.faults.clear())
afterAll(() => simulators[Symbol.asyncDispose]())

const create = (url = simulators.url, timeout = callTimeoutMs) =>
  createBusinessCentral(settingsFor(url, { CALL_TIMEOUT_MS: timeout }), { clock: systemClock })
const flightOf = (...vouchers: Voucher[]): Flight => ({
  id: 'flight',
  plan: system.plan(),
  postings: vouchers.map((each): Posting => ({ reference: newReference(), voucher: each })),
  inTime: () => true,
})
const post = (flight: Flight, by = system, connection = connectionTo(seed)) =>
  by.post(flight, connection, AbortSignal.timeout(callTimeoutMs))
const kindsOf = async (flight: Flight, by = system) => {
  const { outcomes, stop } = await post(flight, by)
  return { stop, outcomes: flight.postings.map(({ reference }) => outcomes.get(reference)) }
}
const hurried = () =>
  createBusinessCentral(settingsFor(simulators.url), {
    clock: systemClock,
    wait: async () => undefined,
  })
const inLedger = async (flight: Flight) => {
  const found = flight.postings.map(({ reference }) => ledgerOf(simulators.url, reference))
  return (await Promise.all(found)).map((vouchers) => vouchers.length)
}
const fault = (request: Partial<FaultRequest> & Pick<FaultRequest, 'kind'>) =>
  simulators.world.faults.add({ operation: 'journals.post', count: 1, ...request })
const requests = async () => {
  const answer = await fetch(`${simulators.url}/_sim/requests`)
  return (await answer.json()) as { total: number; operations: Record<string, number> }
}
const asked = async (operation: string) => (await requests()).operations[operation] ?? 0
const company = () => simulators.world.companies.get(seed.companyId)!
const journalOf = ({ plan }: Flight) => company().journalsByCode.get(`GENERAL/${plan['journal']}`)

test('AUDIT-4: a refusal says what Business Central answered: status, its own code and its correlation id', async () => {
  const { outcomes } = await kindsOf(flightOf(on('9999')))
  expect(outcomes[0]).toMatchObject({
    failure: {
      code: 'account.unknown',
      answer: {
        status: 400,
        code: expect.stringMatching(/^[A-Z][A-Za-z]+_[A-Za-z]+$/),
        correlationId: expect.stringMatching(uuid),
      },
    },
  })
  expect((outcomes[0] as { failure: { message: string } }).failure.message).not.toContain('Correl')
})

describe('a voucher in the ledger', () => {
  test('DOD-2: carries our number, date, accounts, amounts and departments, and a link to it', async () => {
    const flight = flightOf(travelVoucher())
    const [{ reference, voucher: sent }] = flight.postings as [Posting]
    const { outcomes } = await kindsOf(flight)
    expect(outcomes[0]).toEqual({
      kind: 'posted',
      voucher: { number: reference, date: '2026-11-20', url: expect.any(String) },
      answer: { status: 204, correlationId: expect.stringMatching(uuid) },
    })
    expect(await ledgerOf(simulators.url, reference)).toMatchObject([
      {
        reference,
        postingDate: '2026-11-20',
        lines: [
          {
            account: '7140',
            amount: sent.lines[0]!.amount,
            dimensions: { AVDELING: '200', PROSJEKT: 'P1' },
          },
          { account: '7168', amount: sent.lines[1]!.amount, dimensions: { AVDELING: '200' } },
          { account: '2910', amount: sent.lines[2]!.amount, dimensions: {} },
        ],
      },
    ])
    const url = (outcomes[0] as { voucher: { url: string } }).voucher.url
    expect(decodeURIComponent(url)).toBe(
      `https://businesscentral.dynamics.com/${seed.tenantId}/Production/?company=${seed.companyName}&page=20&filter='G/L Entry'.'Document No.' IS '${reference}'`,
    )
  })

  test('VAT may stand beside it, by the VAT code or by what the account says', async () => {
    const flight = flightOf(
      on('6800', { vatCode: 'HOY' }),
      on('6840'),
      on('6800', { vatCode: 'INGEN' }),
    )
    const { outcomes } = await kindsOf(flight)
    expect(outcomes.map((outcome) => outcome?.kind)).toEqual(['posted', 'posted', 'posted'])
    const [first] = await ledgerOf(simulators.url, flight.postings[0]!.reference)
    expect(first!.lines).toMatchObject([
      { account: '6800', amount: '100.00' },
      { account: '2710', amount: '25.00' },
      { account: '2910', amount: '-125.00' },
    ])
  })

  test.each([
    ['reverse-charge VAT by its card', on('6730')],
    ['VAT by its card', on('6840')],
    ['an automatic account group', on('5320')],
    ['a deferral template', on('6850')],
  ])(
    'what the ledger adds for an account with %s is no difference, nor for its refund',
    async (_, voucher) => {
      const lines = voucher.lines.map(({ amount, ...line }) => ({
        ...line,
        amount: amount.startsWith('-') ? amount.slice(1) : `-${amount}`,
      }))
      const flight = flightOf(voucher, { ...voucher, lines })
      const { outcomes, stop } = await kindsOf(flight)
      expect(stop).toBeUndefined()
      expect(outcomes.map((outcome) => outcome?.kind)).toEqual(['posted', 'posted'])
      for (const { reference } of flight.postings) {
        const [booked] = await ledgerOf(simulators.url, reference)
        expect(booked!.lines.length).toBeGreaterThan(2)
      }
    },
  )

  test('BOOKS-2: stands under the supplier, on the account of their posting group, among others', async () => {
    const elsewhere = owedTo('supplier', 'L101')
    const [debit, credit] = elsewhere.lines
    const flight = flightOf(
      owedTo('supplier', 'L100'),
      on('7140'),
      { ...elsewhere, lines: [debit!, { ...credit!, account: '2990' }] },
      owedTo('employee', 'A100'),
    )
    const { outcomes } = await kindsOf(flight)
    expect(outcomes.map((outcome) => outcome?.kind)).toEqual([
      'posted',
      'posted',
      'posted',
      'refused',
    ])
    for (const { reference } of [flight.postings[0]!, flight.postings[2]!])
      expect(await ledgerOf(simulators.url, reference)).toMatchObject([
        {
          lines: [
            { account: '7140', amount: '10.00' },
            { account: '2400', amount: '-10.00' },
          ],
        },
      ])
    expect(await inLedger(flight)).toEqual([1, 1, 1, 0])
    const found = await system.find(
      flight.postings,
      connectionTo(seed),
      AbortSignal.timeout(callTimeoutMs),
    )
    expect(found.ok && [...found.value.values()].map(({ kind }) => kind)).toEqual([
      'posted',
      'posted',
      'posted',
    ])
  })

  test('is reached by a certificate as well', async () => {
    const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    const connection = connectionTo(seed, { secrets: { certificate, privateKey } })
    const flight = flightOf(on('7140'))
    const { outcomes } = await post(flight, create(), connection)
    expect(outcomes.get(flight.postings[0]!.reference)).toMatchObject({ kind: 'posted' })
  })
})

test('a full flight takes at most a tenth of a request per voucher, and leaves no journal behind', async () => {
  const size = system.limits.flightSize
  await post(flightOf(on('7140')))
  const { total: before } = await requests()
  const withDepartment = { dimensions: [{ code: 'AVDELING', value: '200' }] }
  const flight = flightOf(...Array.from({ length: size }, () => on('7140', withDepartment)))
  const { stop } = await post(flight)
  expect(stop).toBeUndefined()
  const used = (await requests()).total - before
  const allowed = system.requestsFor(
    { vouchers: size, lines: 2 * size, lookedFor: 0 },
    connectionTo(seed),
  )
  expect(used).toBeLessThanOrEqual(allowed)
  expect(allowed).toBeLessThanOrEqual(0.1 * size)
  expect(new Set(await inLedger(flight))).toEqual(new Set([1]))
  expect(journalOf(flight)).toBeUndefined()
})

describe('204 is no proof', () => {
  test('what the job queue books within the call is posted', async () => {
    fault({ kind: 'job_queue', params: { delayMs: 300 } })
    const flight = flightOf(on('7140'), on('7130'))
    const { outcomes, stop } = await kindsOf(flight)
    expect(stop).toBeUndefined()
    expect(outcomes.map((outcome) => outcome?.kind)).toEqual(['posted', 'posted'])
  })

  test.each([
    ['job_queue', { fails: true }, 'posting.not_immediate'],
    ['invisible', { delayMs: 600_000 }, 'posting.not_found'],
  ] as const)(
    '%s: what was accepted and does not show is in doubt, never unsent, and the lane stops',
    async (kind, params, code) => {
      fault({ kind, params })
      const flight = flightOf(on('7140'), on('7130'))
      const { outcomes, stop } = await kindsOf(flight, hurried())
      expect(stop).toMatchObject({ class: 'config', code })
      const accepted = { kind: 'in_doubt', accepted: true, failure: { code } }
      expect(outcomes).toMatchObject([accepted, accepted])
    },
  )

  test('a journal that counts up its code is no surprise: ours has no digit in it', async () => {
    fault({ kind: 'increment_batch' })
    const flight = flightOf(on('7140'))
    expect((await kindsOf(flight)).outcomes[0]?.kind).toBe('posted')
    expect(journalOf(flight)).toBeUndefined()
  })

  test('what shows late is waited for', async () => {
    fault({ kind: 'invisible', params: { delayMs: 400 } })
    const { outcomes } = await kindsOf(flightOf(on('7140')))
    expect(outcomes[0]?.kind).toBe('posted')
  })
})

describe('a template with a posting number series', () => {
  const found = async (flight: Flight) => {
    const answer = await system.find(
      flight.postings,
      connectionTo(seed),
      AbortSignal.timeout(callTimeoutMs),
    )
    return answer.ok && flight.postings.map(({ reference }) => answer.value.get(reference))
  }
  const ownNumber = {
    kind: 'posted',
    voucher: {
      number: expect.stringMatching(/^G\d{6}$/),
      url: expect.stringMatching(/IS%20%27G\d{6}%27$/),
    },
  }

  test('three vouchers are posted under its numbers, once, and found there again', async () => {
    fault({ kind: 'renumber' })
    const flight = flightOf(on('7140'), owedTo('supplier', 'L100'), on('6800', { vatCode: 'HOY' }))
    const { outcomes, stop } = await kindsOf(flight)
    expect(stop).toBeUndefined()
    expect(outcomes).toMatchObject([ownNumber, ownNumber, ownNumber])
    expect(outcomes).toMatchObject((await found(flight)) || [])
    expect(await inLedger(flight)).toEqual([1, 1, 1])
  })

  test('a voucher whose answer was lost is found under its number, by an engine that knows nothing', async () => {
    fault({ kind: 'renumber' })
    fault({ kind: 'drop_after_commit' })
    const flight = flightOf(on('7140', { description: 'x'.repeat(100) }))
    await kindsOf(flight)
    expect(await found(flight)).toMatchObject([ownNumber])
  })

  test('two vouchers for one reference are told apart, whichever numbers they have', async () => {
    const flight = flightOf(on('7140'))
    await post(flight)
    fault({ kind: 'renumber' })
    await post({ ...flight, plan: system.plan() })
    expect(await found(flight)).toMatchObject([{ kind: 'different' }])
  })
})

describe('a journal that was refused', () => {
  test('a closed period is the fault of every voucher of that date, and of no other', async () => {
    company().allowPostingFrom = '2026-11-01'
    const early = { ...on('7140'), postingDate: '2026-10-31' }
    const flight = flightOf(on('7140'), early, early, on('7130'))
    const { outcomes, stop } = await kindsOf(flight)
    company().allowPostingFrom = ''
    expect(stop).toBeUndefined()
    const refused = { kind: 'refused', failure: { class: 'period_closed', code: 'period.closed' } }
    expect(outcomes).toMatchObject([{ kind: 'unsent' }, refused, refused, { kind: 'unsent' }])
    expect(await inLedger(flight)).toEqual([0, 0, 0, 0])
    expect(journalOf(flight)).toBeUndefined()
  })

  test('a settled VAT period is found out in one posting act, and all of its month waits', async () => {
    fault({ kind: 'vat_period_settled' })
    const days = Array.from({ length: 20 }, (_, at) => ({
      ...on('7140'),
      postingDate: `2026-09-${String(at + 1).padStart(2, '0')}`,
    }))
    const { outcomes, stop } = await kindsOf(flightOf(...days))
    expect(stop).toBeUndefined()
    const refused = {
      kind: 'refused',
      failure: { class: 'period_closed', code: 'period.vat_settled' },
    }
    expect(outcomes).toMatchObject(days.map(() => refused))
  })

  test('codes are sent as people write them, and kept as Business Central does', async () => {
    const written = on(' 7140', { dimensions: [{ code: 'avdeling', value: '100 ' }] })
    const { outcomes } = await kindsOf(
      flightOf(written, on('7168', { dimensions: written.lines[0]!.dimensions })),
    )
    expect(outcomes.map((outcome) => outcome?.kind)).toEqual(['posted', 'posted'])
  })

  test('a rule about dimensions where vouchers are owed stops the lane, with its remedy', async () => {
    const owedOn = (account: string): Voucher => {
      const { lines, ...rest } = on('7140')
      return { ...rest, lines: [lines[0]!, { ...lines[1]!, account }] }
    }
    for (const [account, code] of [
      ['7165', 'dimension.missing_on_balance_account'],
      ['7169', 'dimension.not_allowed_on_balance_account'],
    ] as const) {
      const flight = flightOf(owedOn(account), owedOn(account))
      for (const line of flight.postings.flatMap(({ voucher }) => voucher.lines))
        Object.assign(line, { dimensions: [{ code: 'AVDELING', value: '200' }] })
      const connection = connectionTo(seed, {
        target: { balanceDimensions: code.includes('not_allowed') ? 'yes' : 'no' },
      })
      const { outcomes, stop } = await post(flight, system, connection)
      expect(stop).toMatchObject({ class: 'config', code })
      expect([...outcomes.values()]).toMatchObject([{ kind: 'unsent' }, { kind: 'unsent' }])
    }
  })

  test('what is owed carries dimensions only where the connection says so', async () => {
    const dimensions = [{ code: 'AVDELING', value: '200' }]
    const { lines, ...rest } = on('7140', { dimensions })
    const voucher = { ...rest, lines: [lines[0]!, { ...lines[1]!, dimensions }] }
    for (const [said, there] of [
      [undefined, {}],
      ['no', {}],
      ['yes', { AVDELING: '200' }],
    ] as const) {
      const flight = flightOf(voucher)
      await post(
        flight,
        system,
        connectionTo(seed, { target: said ? { balanceDimensions: said } : {} }),
      )
      const [booked] = await ledgerOf(simulators.url, flight.postings[0]!.reference)
      expect(booked!.lines.map((line) => line.dimensions)).toEqual([{ AVDELING: '200' }, there])
    }
  })

  test('an approval holds up all of it, and spends no attempt', async () => {
    fault({ kind: 'awaiting_approval' })
    const flight = flightOf(on('7140'), on('7130'))
    const { outcomes, stop } = await kindsOf(flight)
    expect(stop).toBeUndefined()
    const refused = { kind: 'refused', failure: { class: 'awaiting_approval' } }
    expect(outcomes).toMatchObject([refused, refused])
    expect(await inLedger(flight)).toEqual([0, 0])
  })

  test('a journal that could not be deleted goes with a later one', async () => {
    fault({ kind: 'throttled', operation: 'journals.delete' })
    const [refused, good] = [flightOf(on('9999')), flightOf(on('7140'))]
    await post(refused)
    expect(journalOf(refused)?.displayName).toBe('Bilagsbro: midlertidig, skal ikke bokføres')
    await post(good)
    expect([journalOf(refused), journalOf(good)]).toEqual([undefined, undefined])
  })

  test('a number series that takes only its own numbers stops the lane', async () => {
    fault({ kind: 'no_manual_numbers' })
    const flight = flightOf(on('7140'), on('7130'))
    const { outcomes, stop } = await kindsOf(flight)
    expect(stop).toMatchObject({ class: 'config', code: 'journal.no_manual_numbers' })
    expect(outcomes).toMatchObject([{ kind: 'unsent' }, { kind: 'unsent' }])
    expect(await inLedger(flight)).toEqual([0, 0])
    expect(journalOf(flight)).toBeUndefined()
  })

  test('every refused line of a flight is named at once, and nothing of it stays behind', async () => {
    const flight = flightOf(on('9999'), on('7140'), on('7199'))
    const { outcomes } = await kindsOf(flight)
    expect(outcomes).toMatchObject([
      { kind: 'refused', failure: { code: 'account.unknown' } },
      { kind: 'unsent' },
      { kind: 'refused', failure: { code: 'account.blocked' } },
    ])
    expect(journalOf(flight)).toBeUndefined()
  })

  test('a line that somebody else put into our journal keeps it from being posted', async () => {
    fault({ kind: 'slow', operation: 'journalLines.list', params: { delayMs: 3_600_000 } })
    const flight = flightOf(on('7140'))
    const before = await asked('journalLines.list')
    const outcome = kindsOf(flight)
    await expect.poll(() => asked('journalLines.list')).toBe(before + 1)
    const { lines } = journalOf(flight)!
    lines.push({ ...lines[0]!, lineNumber: 90_000, documentNumber: 'FREMMED' })
    simulators.world.hurry()
    expect((await outcome).outcomes).toMatchObject([
      { kind: 'unsent', failure: { class: 'transient', code: 'journal.not_as_written' } },
    ])
    expect(await inLedger(flight)).toEqual([0])
  })

  test('vouchers that are given other numbers on the way in are not posted', async () => {
    fault({ kind: 'slow', operation: 'journalLines.list', params: { delayMs: 3_600_000 } })
    const flight = flightOf(on('7140'))
    const before = await asked('journalLines.list')
    const outcome = kindsOf(flight)
    await expect.poll(() => asked('journalLines.list')).toBe(before + 1)
    for (const line of journalOf(flight)!.lines) line.documentNumber = 'G00001'
    simulators.world.hurry()
    expect(await outcome).toMatchObject({
      outcomes: [{ kind: 'unsent' }],
      stop: { class: 'config', code: 'journal.renumbered' },
    })
    expect(await inLedger(flight)).toEqual([0])
  })
})

describe('RETRY-5: whatever fails wherever, what is said of a voucher is true', () => {
  const operations = [
    'entra.token',
    'companies.list',
    'journals.create',
    'journalLines.create',
    'dimensionSetLines.create',
    'dimensions.list',
    'dimensionSetLines.change',
    'journalLines.list',
    'journals.post',
    'generalLedgerEntries.list',
    'journals.delete',
  ]
  const lateMs = 700
  const kinds: Pick<FaultRequest, 'kind' | 'params'>[] = [
    { kind: 'drop_before_commit' },
    { kind: 'drop_after_commit' },
    { kind: 'cut_answer' },
    { kind: 'error_before_commit', params: { status: 500 } },
    { kind: 'error_before_commit', params: { status: 408 } },
    { kind: 'error_after_commit', params: { status: 504 } },
    { kind: 'slow', params: { when: 'after', delayMs: lateMs } },
    { kind: 'late', params: { answer: 'hold', delayMs: lateMs } },
    { kind: 'late', params: { answer: 504, delayMs: 50 } },
    { kind: 'throttled' },
    { kind: 'throttled', params: { retryAfterSeconds: 3 } },
    { kind: 'unavailable' },
    { kind: 'malformed' },
    { kind: 'malformed', params: { body: 'truncated' } },
    { kind: 'malformed', params: { body: 'empty' } },
    { kind: 'unauthorized' },
  ]
  const isLate = ({ params }: (typeof kinds)[number]) => params?.['delayMs'] === lateMs
  /** What may be said of a voucher that the ledger holds so often. */
  const truths = (times: number, mayDoubt: boolean) => [
    ...(times === 1 ? ['posted'] : []),
    ...(times === 0 ? ['unsent'] : []),
    ...(times < 2 && mayDoubt ? ['in_doubt'] : []),
  ]

  test.each(operations)('%s', async (operation) => {
    const seen: {
      name: string
      flight: Flight
      outcomes: (VoucherOutcome | undefined)[]
      mayDoubt: boolean
    }[] = []
    for (const kind of kinds) {
      simulators.world.faults.clear()
      fault({ operation, ...kind })
      const flight = flightOf(travelVoucher(), travelVoucher())
      const before = await asked('journals.post')
      const { outcomes } = await kindsOf(
        flight,
        isLate(kind) ? create(simulators.url, 500) : system,
      )
      // The time of a call that is late may be over at any moment.
      const mayDoubt =
        ['journals.post', 'generalLedgerEntries.list'].includes(operation) ||
        (isLate(kind) && (await asked('journals.post')) > before)
      seen.push({ name: `${kind.kind} ${JSON.stringify(kind.params)}`, flight, outcomes, mayDoubt })
    }
    // What was held back is carried out by now, or never will be.
    await new Promise((resolve) => setTimeout(resolve, lateMs))
    for (const { name, flight, outcomes, mayDoubt } of seen) {
      const there = await inLedger(flight)
      for (const [at, outcome] of outcomes.entries())
        expect({ name, truth: truths(there[at]!, mayDoubt) }).toMatchObject({
          truth: expect.arrayContaining([outcome?.kind]),
        })
    }
  })

  test('a lost answer to a posting that was carried out is a doubt: what shows may still be taken back', async () => {
    for (const kind of [
      'drop_after_commit',
      'error_after_commit',
      'cut_answer',
      'malformed',
    ] as const) {
      fault({ kind })
      const flight = flightOf(on('7140'))
      const { outcomes } = await kindsOf(flight)
      expect([kind, outcomes[0]?.kind]).toEqual([kind, 'in_doubt'])
      expect(await inLedger(flight)).toEqual([1])
    }
  })

  test('a flight whose time is over is not posted, and leaves no journal behind', async () => {
    const flight = { ...flightOf(on('7140')), inTime: () => false }
    expect((await kindsOf(flight)).outcomes).toMatchObject([
      { kind: 'unsent', failure: { code: 'flight.too_late' } },
    ])
    expect(await inLedger(flight)).toEqual([0])
    expect(journalOf(flight)).toBeUndefined()
  })

  test('a gateway that answers for Business Central tells nothing about the ledger', async () => {
    for (const body of ['html', 'json', 'empty']) {
      for (const status of [200, 404]) {
        const fails = (operation: string) =>
          fault({ kind: 'gateway', operation, params: { status, body } })
        const flight = flightOf(on('7140'))
        fails('generalLedgerEntries.list')
        const found = await system.find(
          flight.postings,
          connectionTo(seed),
          AbortSignal.timeout(callTimeoutMs),
        )
        expect({ body, status, found }).toMatchObject({ found: { ok: false } })
        simulators.world.faults.clear()
        fails('journals.post')
        expect((await kindsOf(flight)).outcomes[0]?.kind).toMatch(/in_doubt|unsent/)
        simulators.world.faults.clear()
      }
    }
  })

  test('a vendor that cannot be reached stops the lane before anything is sent', async () => {
    const { outcomes, stop } = await kindsOf(flightOf(on('7140')), create('http://127.0.0.1:1'))
    expect(stop).toMatchObject({ class: 'unreachable' })
    expect(outcomes[0]?.kind).toBe('unsent')
  })
})
