import { on } from '@bilagsbro/posting-engine/testing/vouchers'
import { describe, expect, test } from 'vitest'
import { only, openLedger, postings, signal, withoutLookUp } from './testing.ts'

const bad = () => postings(1).map((posting) => ({ ...posting, voucher: on('9999') }))
const undeclared = { answerNumber: '', answerError: '', answerExample: '' }
const forms = ['success_false', 'has_errors', 'multi_status'] as const

describe.each(forms)('a ledger that says no with 2xx (%s)', (refusals) => {
  test('is believed where the connection says what a success looks like', async () => {
    const { ledgers, post, held } = await openLedger({ refusals }, withoutLookUp)
    await using _ledgers = ledgers
    const [no] = bad()
    expect(only((await post([no!])).outcomes)).toMatchObject({
      kind: 'refused',
      failure: {
        class: 'data',
        code: 'voucher.refused',
        message: expect.stringContaining('There is no account 9999.'),
      },
    })
    const [yes] = postings(1)
    expect(only((await post([yes!])).outcomes)).toMatchObject({
      kind: 'posted',
      voucher: { number: 'V-1001' },
    })
    expect([await held(no!), await held(yes!)]).toEqual([0, 1])
  })

  test('is not believed where the look-up shows nothing: that is never sent again without a person', async () => {
    const { ledgers, post } = await openLedger({ refusals }, undeclared)
    await using _ledgers = ledgers
    const { outcomes, stop } = await post(bad())
    expect(only(outcomes)).toMatchObject({ kind: 'in_doubt', accepted: true })
    expect(stop).toMatchObject({
      class: 'config',
      message: expect.stringContaining('answerNumber'),
    })
    expect(only((await post(postings(1))).outcomes)).toMatchObject({ kind: 'posted' })
  })
})

test('what an answer does not prove leaves a doubt with what the ledger says, and after three the lane stops', async () => {
  const target = { ...withoutLookUp, ...undeclared, answerNumber: 'body.success = true ? body.id' }
  const { ledgers, post, system, connection, flightOf } = await openLedger(
    { refusals: 'success_false' },
    target,
  )
  await using _ledgers = ledgers
  const one = bad()
  const { outcomes, stop } = await post(one)
  expect(only(outcomes)).toMatchObject({
    kind: 'in_doubt',
    accepted: true,
    failure: { code: 'answer.unproven', message: expect.stringContaining('no account 9999') },
  })
  expect(stop).toBeUndefined()
  // The ledger says the same under the same key: it stays open.
  expect(await system.replay!(flightOf(one), connection, signal())).toEqual({
    ok: true,
    value: new Map(),
  })
  expect((await post([...bad(), ...bad(), ...bad()])).stop).toMatchObject({
    code: 'answer.unproven',
  })
})

test('a connection that says neither what a success looks like nor where to look sends nothing', async () => {
  const { ledgers, post, system, connection, flightOf } = await openLedger(
    {},
    { ...withoutLookUp, ...undeclared },
  )
  await using _ledgers = ledgers
  const { outcomes, stop } = await post(postings(1))
  expect(only(outcomes)).toMatchObject({ kind: 'unsent' })
  expect(stop).toMatchObject({ class: 'config', code: 'answer.undeclared' })
  const flight = flightOf(postings(1))
  expect(await system.replay!(flight, connection, signal())).toMatchObject({
    error: { code: 'answer.undeclared' },
  })
  expect(await system.testConnection(connection, signal())).toMatchObject({
    error: { class: 'config', message: expect.stringMatching(/^answerNumber: .*lookUpUrl/) },
  })
  expect(ledgers.world.ledgers.get('forening')!.vouchers).toHaveLength(0)
})

test.each([
  [{ answerNumber: 'body' }, 'answer.number_misread', /^answerNumber: .*answerExample/],
  [{ answerNumber: 'status = 200 or status = 201' }, 'answer.takes_anything', /^answerNumber: /],
  [{ answerNumber: '$string(body)' }, 'answer.takes_anything', /^answerNumber: /],
  [{ answerNumber: 'body.(' }, 'answer.number_misread', /^answerNumber: .*line 1/],
  [{ answerError: '$nonsense(body)' }, 'answer.error_misread', /^answerError: .*T1006/],
  [{ answerError: '"always"' }, 'answer.error_misread', /^answerError: It takes the example/],
  [{ answerExample: '{"status": "201"}' }, 'credentials.incomplete', /answerExample/],
  [
    { answerNumber: '', answerExample: '', answerError: 'body.message' },
    'credentials.incomplete',
    /answerNumber/,
  ],
])('CONFIG-5: %j is refused when the connection is tested', async (target, code, message) => {
  const { ledgers, system, connection } = await openLedger({}, target)
  await using _ledgers = ledgers
  expect(await system.testConnection(connection, signal())).toMatchObject({
    error: { class: 'config', code, message: expect.stringMatching(message) },
  })
})

test('a replay tells a no apart from another voucher under the key', async () => {
  const { ledgers, post, system, connection, flightOf } = await openLedger({}, withoutLookUp)
  await using _ledgers = ledgers
  const [ours] = postings(1)
  await post([ours!])
  const replay = async (all: Parameters<typeof flightOf>[0]) => {
    const told = await system.replay!(flightOf(all), connection, signal())
    return told.ok && only(told.value)
  }
  expect(await replay([{ ...ours!, voucher: on('7140') }])).toMatchObject({
    kind: 'different',
    failure: { class: 'different_in_ledger' },
  })
  expect(await replay(bad())).toMatchObject({ kind: 'refused', failure: { class: 'data' } })
})

test.each(['raw', 'uuid'])(
  'a ledger that does not take a key that is %s says so, and not that it has another voucher',
  async (keyForm) => {
    // The stand-in takes quoted keys alone, as the draft of the standard says.
    const { ledgers, post, held } = await openLedger({}, { ...withoutLookUp, keyForm })
    await using _ledgers = ledgers
    const [ours] = postings(1)
    const { outcomes, stop } = await post([ours!])
    expect(only(outcomes)).toMatchObject({ kind: 'unsent' })
    expect(stop).toMatchObject({ class: 'config', code: 'key.refused' })
    expect(await held(ours!)).toBe(0)
  },
)
