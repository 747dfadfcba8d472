import { newReference, on, travelVoucher } from '@bilagsbro/posting-engine/testing/vouchers'
import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { arraysOf } from '@bilagsbro/simulators/rest-ledger/connection'
import { describe, expect, test } from 'vitest'
import { request } from 'undici'
import { credentialFields } from './credential-fields.ts'
import { openLedger, signal } from './testing.ts'

const fresh = (voucher = travelVoucher()): Posting => ({
  reference: newReference(),
  voucher,
  isFresh: true,
})
const many = (count: number) => Array.from({ length: count }, () => fresh())

/** A ledger that takes arrays. */
async function open({ isAtomic = false, most = 100 } = {}) {
  const ledger = await openLedger({ idempotency: 'ignored', uniqueReferences: false })
  const target = arraysOf(ledger.connection.target['endpoint']!, { isAtomic, most })
  return {
    ...ledger,
    connection: { ...ledger.connection, target: { ...ledger.connection.target, ...target } },
    post: (all: readonly Posting[], change: Record<string, string> = {}) =>
      ledger.post(all, { ...target, ...change }),
    answers: (form: string) =>
      void ledger.ledgers.world.faults.add({
        operation: 'vouchers.batch',
        kind: 'array_answer',
        count: 1,
        params: { form },
      }),
    asked: async () => {
      const { body } = await request(`${ledger.ledgers.url}/_sim/requests`)
      const { operations } = (await body.json()) as { operations: Record<string, number> }
      return {
        batches: operations['vouchers.batch'] ?? 0,
        looks: operations['vouchers.list'] ?? 0,
        alone: operations['vouchers.post'] ?? 0,
      }
    },
  }
}

const kindsOf = (
  outcomes: ReadonlyMap<string, { readonly kind: string }>,
  all: readonly Posting[],
) => all.map(({ reference }) => outcomes.get(reference)!.kind)

describe('vouchers in arrays', () => {
  test('are booked by one request for so many, and none is looked for', async () => {
    const { ledgers, post, asked, held } = await open({ most: 10 })
    await using _ledgers = ledgers
    const all = many(25)
    const { outcomes, stop } = await post(all)
    expect(new Set(kindsOf(outcomes, all))).toEqual(new Set(['posted']))
    expect(stop).toBeUndefined()
    expect(await asked()).toEqual({ batches: 3, looks: 0, alone: 0 })
    expect(await held(all[24]!)).toBe(1)
  })

  test('are settled one by one: what is refused is so with its own failure', async () => {
    const { ledgers, post, held } = await open()
    await using _ledgers = ledgers
    const all = [fresh(), fresh(on('9999')), fresh()]
    const { outcomes } = await post(all)
    expect(kindsOf(outcomes, all)).toEqual(['posted', 'refused', 'posted'])
    expect(outcomes.get(all[1]!.reference)).toMatchObject({
      failure: { code: 'voucher.refused', message: expect.stringContaining('no account 9999') },
    })
    expect(await Promise.all(all.map(held))).toEqual([1, 0, 1])
  })

  test.each([
    ['reordered', 0],
    ['missing', 1],
    ['duplicated', 1],
    ['same_number', 5],
  ])('whose answer is %s are looked for where it proves nothing', async (form, looked) => {
    const { ledgers, post, answers, asked } = await open()
    await using _ledgers = ledgers
    answers(form)
    const all = many(5)
    const { outcomes } = await post(all)
    expect(new Set(kindsOf(outcomes, all))).toEqual(new Set(['posted']))
    expect(await asked()).toEqual({ batches: 1, looks: looked, alone: 0 })
  })

  test.each(['cut', 'refused'])(
    'whose request is %s after some were booked: they are found, and the others in doubt',
    async (form) => {
      const { ledgers, post, answers, held, asked } = await open()
      await using _ledgers = ledgers
      answers(form)
      const all = many(4)
      const { outcomes } = await post(all)
      const inLedger = await Promise.all(all.map(held))
      expect(kindsOf(outcomes, all)).toEqual(
        inLedger.map((times) => (times === 1 ? 'posted' : 'in_doubt')),
      )
      expect((await asked()).batches).toBe(1)
    },
  )

  test('that are booked as a whole are split until what is wrong stands alone', async () => {
    const { ledgers, post, held, asked } = await open({ isAtomic: true })
    await using _ledgers = ledgers
    const all = [...many(5), fresh(on('9999')), ...many(10)]
    const { outcomes } = await post(all)
    expect(kindsOf(outcomes, all)).toEqual(all.map((_, at) => (at === 5 ? 'refused' : 'posted')))
    expect(outcomes.get(all[5]!.reference)).toMatchObject({
      failure: { code: 'voucher.refused', message: expect.stringContaining('no account 9999') },
    })
    expect(await Promise.all(all.map(held))).toEqual(all.map((_, at) => (at === 5 ? 0 : 1)))
    // 16, two of 8, of 4, of 2 and of 1.
    expect((await asked()).batches).toBe(9)
  })

  test.each([401, 429, 500])('are not split by an answer of %i', async (status) => {
    const { ledgers, post, asked } = await open({ isAtomic: true })
    await using _ledgers = ledgers
    ledgers.world.faults.add({
      operation: 'vouchers.batch',
      kind: 'error_before_commit',
      params: { status },
    })
    const { outcomes } = await post(many(4))
    expect([...outcomes.values()].some(({ kind }) => kind === 'refused')).toBe(false)
    expect((await asked()).batches).toBe(1)
  })

  test('go alone where somebody may have sent them and a refusal proves nothing of the others', async () => {
    const { ledgers, post, asked } = await open()
    await using _ledgers = ledgers
    const all = [fresh(), fresh(on('9999'))].map(({ reference, voucher }) => ({
      reference,
      voucher,
    }))
    const { outcomes } = await post(all)
    expect(kindsOf(outcomes, all)).toEqual(['posted', 'refused'])
    expect((await asked()).batches).toBe(2)
  })

  test('are counted as they are asked for', async () => {
    const { ledgers, system, connection } = await open()
    await using _ledgers = ledgers
    const size = { vouchers: 200, lines: 400, lookedFor: 0 }
    expect(system.requestsFor(size, connection)).toBe(2)
    expect(system.requestsFor({ ...size, lookedFor: 10 }, connection)).toBe(32)
    expect(system.paceOf!(connection).flightSize).toBe(200)
  })
})

describe('a test of a connection', () => {
  test.each([
    [{ arrayTemplate: '{ "vouchers": ' }, /arrayTemplate: /],
    [
      { arrayTemplate: '{ "vouchers": [vouchers[0].{ "reference": reference }] }' },
      /arrayTemplate: .*reference/,
    ],
    [{ arrayItems: 'references.{ "reference": $, "number": true }' }, /arrayItems: .*success/],
    [{ arrayItems: '"booked"' }, /arrayItems: .*list/],
    [{ arrayItems: '' }, /arrayItems/],
    [{ arrayMost: '' }, /arrayMost/],
    [{ arrayUrl: 'https://elsewhere.example.no/api' }, /arrayUrl/],
  ])('names the field of %j', async (change: Record<string, string>, message) => {
    const { ledgers, system, connection } = await open()
    await using _ledgers = ledgers
    const target = Object.fromEntries(
      Object.entries({ ...connection.target, ...change }).filter(([, value]) => value !== ''),
    )
    expect(await system.testConnection({ ...connection, target }, signal())).toMatchObject({
      ok: false,
      error: { class: 'config', message: expect.stringMatching(message) },
    })
  })

  test('takes the examples of the fields, and with them vouchers are booked', async () => {
    const { ledgers, system, connection, post, asked } = await open()
    await using _ledgers = ledgers
    const examples = Object.fromEntries(
      credentialFields
        .filter(({ name }) => /^array(Most|Template|Items)$/.test(name))
        .map(({ name, example }) => [name, example!]),
    )
    const tried = { ...connection, target: { ...connection.target, ...examples } }
    expect(await system.testConnection(tried, signal())).toMatchObject({ ok: true })
    const all = many(3)
    expect(new Set(kindsOf((await post(all, examples)).outcomes, all))).toEqual(new Set(['posted']))
    expect((await asked()).batches).toBe(1)
  })
})
