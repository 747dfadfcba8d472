import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { newReference, on, travelVoucher } from '@bilagsbro/posting-engine/testing/vouchers'
import { systemClock } from '@bilagsbro/kernel/clock'
import type { RestOrganizationSeed } from '@bilagsbro/simulators/rest-ledger/seed'
import { startRestLedger } from '@bilagsbro/simulators/start-rest-ledger'
import { describe, expect, test } from 'vitest'
import { guardedLookup } from './addresses.ts'
import { createRest } from './accounting-system.ts'
import {
  connectionTo,
  only,
  openLedger as open,
  postings,
  settingsFor,
  signal,
  withoutLookUp,
} from './testing.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const statuses = { created: 201, created_empty: 201, ok_empty: 200, no_content: 204 }
const hour = 3_600_000

describe('a ledger that can be looked in', () => {
  test.each(['created', 'created_empty', 'ok_empty', 'no_content'] as const)(
    'DOD-1: answers with %s, and is believed for what it shows',
    async (answers) => {
      const { ledgers, post } = await open({ answers })
      await using _ledgers = ledgers
      const { outcomes } = await post(postings(1))
      expect(only(outcomes)).toEqual({
        kind: 'posted',
        voucher: { number: 'V-1001', date: '2026-11-20' },
        answer: { status: statuses[answers], correlationId: expect.stringMatching(uuid) },
      })
    },
  )

  test('AUDIT-4: says with a refusal what it answered: its status, its own code and its correlation id', async () => {
    const { ledgers, post } = await open()
    await using _ledgers = ledgers
    const postings = [{ reference: newReference(), voucher: on('no such account') }]
    expect(only((await post(postings)).outcomes)).toMatchObject({
      kind: 'refused',
      failure: {
        class: 'data',
        answer: {
          status: 400,
          code: 'invalid_voucher',
          correlationId: expect.stringMatching(uuid),
        },
      },
    })
  })

  test('that has our reference already: it is posted if it is ours, and refused for a person if it differs', async () => {
    const { ledgers, post, held } = await open({ idempotency: 'ignored' })
    await using _ledgers = ledgers
    const [ours, other] = postings(2) as [Posting, Posting]
    await post([ours, other])
    const again = await post([ours, { ...other, voucher: on('7140') }])
    expect(again.outcomes.get(ours.reference)).toMatchObject({ kind: 'posted' })
    expect(again.outcomes.get(other.reference)).toMatchObject({
      kind: 'refused',
      failure: { code: 'ledger.different' },
    })
    expect([await held(ours), await held(other)]).toEqual([1, 1])
  })

  test('that books twice what it gets twice: both together are another voucher than ours', async () => {
    const { ledgers, post, system, connection } = await open({
      idempotency: 'ignored',
      uniqueReferences: false,
    })
    await using _ledgers = ledgers
    const [ours] = postings(1) as [Posting]
    await post([ours])
    await post([ours])
    const found = await system.find([ours], connection, signal())
    expect(found.ok && only(found.value)).toMatchObject({ kind: 'different' })
  })

  test('that answers 202 and shows what it holds: it is delivered, and posted later', async () => {
    const { ledgers, post, system, connection } = await open({
      answers: 'accepted',
      showsQueued: true,
      jobMs: 400,
    })
    await using _ledgers = ledgers
    const all = postings(1)
    expect(only((await post(all)).outcomes)).toMatchObject({ kind: 'delivered' })
    await expect
      .poll(async () => {
        const found = await system.find(all, connection, signal())
        return found.ok && only(found.value).kind
      })
      .toBe('posted')
  })

  test('that answers 202 and books soon: it is posted', async () => {
    const { ledgers, post } = await open({ answers: 'accepted', jobMs: 300 })
    await using _ledgers = ledgers
    expect(only((await post(postings(1))).outcomes)).toMatchObject({ kind: 'posted' })
  })

  test('that answers 202 and shows nothing: it is in doubt, and the lane stops until somebody says that it books later', async () => {
    const { ledgers, post, system, connection } = await open({
      answers: 'accepted',
      jobMs: 60_000,
    })
    await using _ledgers = ledgers
    const silent = await post(postings(1))
    expect(only(silent.outcomes)).toMatchObject({ kind: 'in_doubt' })
    expect(silent.stop).toMatchObject({ class: 'config', code: 'posting.not_immediate' })
    const said = await post(postings(1), { answersLater: 'yes' })
    expect(only(said.outcomes)).toMatchObject({ kind: 'in_doubt' })
    expect(said.stop).toBeUndefined()
    const target = { ...connection.target, answersLater: 'yes' }
    const revoked = await system.revoke({}, { ...connection, target }, signal())
    expect(revoked).toMatchObject({ error: { code: 'posting.may_come_later' } })
  })

  test.each([301, 302, 303, 307, 308])('that answers %i: nobody follows it', async (status) => {
    const { ledgers, post, fault } = await open()
    await using _ledgers = ledgers
    await using elsewhere = await startRestLedger()
    fault('redirect', { status, location: `${elsewhere.url}/forening/vouchers` })
    const { outcomes, stop } = await post(postings(1))
    expect(only(outcomes).kind).toBe(status > 303 ? 'unsent' : 'in_doubt')
    expect(stop).toMatchObject({ class: 'config', code: 'address.redirects' })
    const asked = await fetch(`${elsewhere.url}/_sim/requests`)
    expect(await asked.json()).toMatchObject({ total: 0 })
  })

  describe('is not asked for a fresh voucher whose answer proves the booking', () => {
    const fresh = (count: number) => postings(count).map((one) => ({ ...one, isFresh: true }))
    const looksOf = async (url: string) => {
      const answer = await fetch(`${url}/_sim/requests`)
      const { operations } = (await answer.json()) as { operations: Record<string, number> }
      return operations['vouchers.list'] ?? 0
    }

    test('DOD-1: one request each, and the number that the answer names', async () => {
      const { ledgers, post, held } = await open({ idempotency: 'ignored' })
      await using _ledgers = ledgers
      const all = fresh(5)
      const { outcomes, stop } = await post(all)
      expect([...outcomes.values()].map(({ kind }) => kind)).toEqual(Array(5).fill('posted'))
      expect(only(outcomes)).toMatchObject({
        voucher: { number: expect.stringMatching(/^V-/), date: '2026-11-20' },
      })
      expect([stop, await looksOf(ledgers.url)]).toEqual([undefined, 0])
      for (const one of all) expect(await held(one)).toBe(1)
    })

    test('but is for one that is not fresh', async () => {
      const { ledgers, post } = await open()
      await using _ledgers = ledgers
      const { outcomes } = await post([...fresh(2), ...postings(1)])
      expect([...outcomes.values()].map(({ kind }) => kind)).toEqual(Array(3).fill('posted'))
      expect(await looksOf(ledgers.url)).toBe(1)
    })

    test.each<[string, Parameters<typeof open>[0], Record<string, string>]>([
      [
        'the connection does not say how a success looks',
        {},
        { answerNumber: '', answerExample: '' },
      ],
      ['the ledger says that it has the reference already', { idempotency: 'ignored' }, {}],
      [
        'the ledger books later',
        { answers: 'accepted', showsQueued: true },
        { answersLater: 'yes' },
      ],
    ])('and is where %s', async (_, habits, target) => {
      const { ledgers, post } = await open(habits, target)
      await using _ledgers = ledgers
      const all = fresh(1)
      if (habits?.idempotency) await post(all)
      const { outcomes } = await post(all)
      expect(only(outcomes).kind).toMatch(/^(posted|delivered)$/)
      expect(await looksOf(ledgers.url)).toBeGreaterThanOrEqual(1)
    })

    test('and a no or a lost answer is looked after: it can follow the booking', async () => {
      const { ledgers, post, fault, held } = await open()
      await using _ledgers = ledgers
      fault('drop_after_commit')
      const all = fresh(1)
      expect(only((await post(all)).outcomes)).toMatchObject({ kind: 'posted' })
      const bad = [{ ...fresh(1)[0]!, voucher: on('9999') }]
      expect(only((await post(bad)).outcomes)).toMatchObject({ kind: 'refused' })
      expect(await looksOf(ledgers.url)).toBe(2)
      expect([await held(all[0]!), await held(bad[0]!)]).toEqual([1, 0])
    })

    test('and so many requests are counted', async () => {
      const { ledgers, system, connection } = await open()
      await using _ledgers = ledgers
      const size = { vouchers: 10, lines: 20, lookedFor: 0 }
      const asked = (lookedFor: number, target: Record<string, string> = {}) =>
        system.requestsFor(
          { ...size, lookedFor },
          { ...connection, target: { ...connection.target, ...target } },
        )
      expect([asked(0), asked(3), asked(10)]).toEqual([10, 16, 30])
      expect([asked(0, { answerNumber: '' }), asked(10, { answerNumber: '' })]).toEqual([20, 30])
      expect([asked(10, { lookUpUrl: '', idempotent: 'yes' })]).toEqual([10])
    })
  })

  test('that begins to fail is not given more to be in doubt about', async () => {
    const { ledgers, post, fault } = await open()
    await using _ledgers = ledgers
    fault('error_before_commit', { status: 500 }, 100)
    const { outcomes } = await post(postings(25))
    const kinds = [...outcomes.values()].map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'in_doubt').length).toBeLessThanOrEqual(4)
    expect(kinds.filter((kind) => kind === 'unsent').length).toBeGreaterThanOrEqual(21)
  })

  test('whose secret may read and not post stops the lane with the cause', async () => {
    const { ledgers, seed, system, flightOf } = await open()
    await using _ledgers = ledgers
    const reader: RestOrganizationSeed = { ...seed, authentication: seed.readOnly }
    const connection = connectionTo(reader, ledgers.url)
    const { stop } = await system.post(flightOf(postings(1)), connection, signal())
    expect(stop).toMatchObject({ class: 'auth', code: 'auth.missing_permission' })
  })
})

describe('a ledger that promised to carry out each key once', () => {
  test('is sent the same key for the same voucher, quoted', async () => {
    const { ledgers, post, held } = await open({ uniqueReferences: false }, withoutLookUp)
    await using _ledgers = ledgers
    const [ours] = postings(1) as [Posting]
    for (let time = 0; time < 3; time++)
      expect(only((await post([ours])).outcomes)).toEqual({
        kind: 'posted',
        voucher: { number: 'V-1001', date: '2026-11-20' },
        answer: { status: 201, correlationId: expect.stringMatching(uuid) },
      })
    expect(await held(ours)).toBe(1)
    expect([...ledgers.world.ledgers.get('forening')!.keys.keys()]).toEqual([ours.reference])
  })

  test('and has another voucher under the key: it is refused for a person', async () => {
    const { ledgers, post } = await open({}, withoutLookUp)
    await using _ledgers = ledgers
    const [ours] = postings(1) as [Posting]
    await post([ours])
    expect(only((await post([{ ...ours, voucher: travelVoucher() }])).outcomes)).toMatchObject({
      kind: 'refused',
      failure: { class: 'different_in_ledger', code: 'ledger.different' },
    })
  })

  test('is in doubt while the first request is outstanding, and says posted afterwards', async () => {
    const { ledgers, post, held, fault, system, connection, flightOf } = await open(
      {},
      withoutLookUp,
    )
    await using _ledgers = ledgers
    const [ours] = postings(1) as [Posting]
    fault('slow', { delayMs: 500 })
    const first = post([ours])
    const { outstanding } = ledgers.world.ledgers.get('forening')!
    await expect.poll(() => outstanding.size, { timeout: 30_000 }).toBe(1)
    const flight = flightOf([ours])
    expect(await system.replay!(flight, connection, signal())).toEqual({
      ok: true,
      value: new Map(),
    })
    expect(only((await first).outcomes)).toMatchObject({ kind: 'posted' })
    const replayed = await system.replay!(flight, connection, signal())
    expect(replayed.ok && only(replayed.value)).toMatchObject({ kind: 'posted' })
    expect(await held(ours)).toBe(1)
  })

  test('RETRY-5: is not asked again when it may have forgotten the key', async () => {
    let now = Date.parse('2026-11-21T10:00:00Z')
    const { ledgers, system, connection, flightOf, held } = await open(
      {},
      { ...withoutLookUp, keyHours: '2' },
      { now: () => new Date(now) },
    )
    await using _ledgers = ledgers
    const all = postings(1)
    const flight = flightOf(all)
    now += 2 * hour - 1_000
    expect(await system.replay!(flight, connection, signal())).toMatchObject({
      ok: false,
      error: { class: 'config', code: 'key.forgotten' },
    })
    expect(await held(all[0]!)).toBe(0)
    now -= hour
    expect(await system.replay!(flight, connection, signal())).toMatchObject({ ok: true })
    expect(await held(all[0]!)).toBe(1)
  })

  test('and answers 202 holds the voucher: it is delivered', async () => {
    const { ledgers, post } = await open({ answers: 'accepted' }, withoutLookUp)
    await using _ledgers = ledgers
    expect(only((await post(postings(1))).outcomes)).toMatchObject({ kind: 'delivered' })
  })

  test('and answers with a page is not believed', async () => {
    const { ledgers, post, fault } = await open({}, withoutLookUp)
    await using _ledgers = ledgers
    fault('malformed', { body: 'html' })
    expect(only((await post(postings(1))).outcomes)).toMatchObject({ kind: 'in_doubt' })
  })
})

describe('a ledger that promised nothing and cannot be looked in', () => {
  const nothing = { ...withoutLookUp, idempotent: 'no' }

  test('that names our reference has it already', async () => {
    const { ledgers, post, held, system, connection } = await open(
      { idempotency: 'ignored' },
      nothing,
    )
    await using _ledgers = ledgers
    const [ours] = postings(1) as [Posting]
    for (let time = 0; time < 2; time++)
      expect(only((await post([ours])).outcomes)).toMatchObject({ kind: 'posted' })
    expect(await held(ours)).toBe(1)
    expect(system.settlesBy(connection)).toBe('person')
  })

  test('and fails leaves a doubt', async () => {
    const { ledgers, post, fault } = await open({ idempotency: 'ignored' }, nothing)
    await using _ledgers = ledgers
    fault('drop_after_commit')
    expect(only((await post(postings(1))).outcomes)).toMatchObject({ kind: 'in_doubt' })
  })
})

test('CONFIG-6: a ledger that says the secret again does not get it into a message', async () => {
  const { ledgers, system, connection, flightOf } = await open()
  await using _ledgers = ledgers
  const bad = { reference: newReference(), voucher: on('9999') }
  const known = { ...connection, secrets: { ...connection.secrets, password: '9999' } }
  const { outcomes } = await system.post(flightOf([bad]), known, signal())
  expect(only(outcomes)).toMatchObject({
    failure: { message: expect.stringContaining('no account ***') },
  })
})

test('nothing is sent to a name that leads into this network, though its address is in order', async () => {
  const { ledgers, flightOf, seed } = await open()
  await using _ledgers = ledgers
  const { port } = new URL(ledgers.url)
  const system = createRest(
    { ...settingsFor('http://nobody:1'), ALLOWED_PORTS: port, CALL_TIMEOUT_MS: 20_000 },
    {
      clock: systemClock,
      lookup: guardedLookup((_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }])),
    },
  )
  const connection = connectionTo(seed, `https://ledger.example:${port}`)
  const { outcomes, stop } = await system.post(flightOf(postings(1)), connection, signal())
  expect(stop).toMatchObject({ class: 'config', code: 'address.not_allowed' })
  expect(only(outcomes)).toMatchObject({ kind: 'unsent' })
  const asked = await fetch(`${ledgers.url}/_sim/requests`)
  expect(await asked.json()).toMatchObject({ total: 0 })
})
