import { describe, expect, test } from 'vitest'
import { createEvaluation, type Evaluate } from './evaluation.ts'
import { bodiesOf, checkTemplate, example } from './template.ts'

const evaluateFor = createEvaluation({ deadlineMs: 30_000, memoryMb: 24 })
const evaluateQuickly = createEvaluation({ deadlineMs: 2_000, memoryMb: 24 })
const share = { organizationId: 'forening', purpose: 'posting' } as const
const evaluate: Evaluate = (job) => evaluateFor(share, AbortSignal.timeout(60_000))(job)
const check = (template: string, decimals = 2) => checkTemplate(evaluate, { template, decimals })
const right = '{"ref": reference, "rows": [lines.{"account": account, "amount": amount}]}'

test('a template makes the body out of the voucher', async () => {
  expect(await check(right)).toEqual({ ok: true, value: undefined })
  const template =
    '{"ref": reference, "on": postingDate, "of": lines[0].dimensions[code="AVDELING"].value, "debit": $sum(lines.debit), "rows": [lines.{"a": account, "x": amount}]}'
  const bodies = await bodiesOf(evaluate, { template, decimals: 2 }, [example])
  const body = bodies.ok && bodies.value.get(example.reference)
  expect(body && body.ok && JSON.parse(body.value)).toEqual({
    ref: example.reference,
    on: '2026-11-20',
    of: '100',
    debit: 1234.5,
    rows: [
      { a: '7140', x: 1234.5 },
      { a: '2910', x: -1234.5 },
    ],
  })
})

test('BOOKS-8 a template is given what a voucher corrects, and nothing where it corrects none', async () => {
  const corrects = { revision: 1, reference: 'A', voucherNumber: '1001', lines: 2 }
  const correction = { reference: 'B', voucher: { ...example.voucher, corrects } }
  const template = '{"reference": reference, "corrects": corrects}'
  const postings = [{ ...example, reference: 'A' }, correction]
  const bodies = await bodiesOf(evaluate, { template, decimals: 2 }, postings)
  const made = bodies.ok ? [...bodies.value.values()] : []
  expect(made.map((body) => body.ok && JSON.parse(body.value))).toEqual([
    { reference: 'A' },
    { reference: 'B', corrects: { reference: 'A', voucherNumber: '1001', lines: 2 } },
  ])
})

test('a whole flight is made in one go, and one voucher that fails does not take others along', async () => {
  const postings = ['A', 'B', 'C'].map((reference) => ({
    reference,
    voucher: { ...example.voucher, description: reference === 'B' ? 'x' : '1' },
  }))
  const template = '{"reference": reference, "text": $number(description)}'
  const bodies = await bodiesOf(evaluate, { template, decimals: 2 }, postings)
  expect(bodies.ok && [...bodies.value]).toMatchObject([
    ['A', { ok: true, value: '{"reference":"A","text":1}' }],
    ['B', { ok: false, error: { class: 'data', code: 'template.failed' } }],
    ['C', { ok: true }],
  ])
})

test.each([
  ['{ "reference": reference, ', 'template.syntax', /line 1, column 26: .*S0203/],
  ['{\n  "reference": reference,\n  "x": (1 + }', 'template.syntax', /line 3, column/],
  ['{"reference": reference, "x": $unknown(1)}', 'template.failed', /column 39: .*T1006/],
  ['{"reference": reference, "x": $number("a")}', 'template.failed', /D3030/],
  ['"reference"', 'template.no_object', /object/],
  ['nothing', 'template.no_object', /object/],
  ['{"x": 1}', 'template.no_reference', /reference/],
  ['{"x": "to reference " & reference}', 'template.no_reference', /reference/],
])('CONFIG-5: %j is told apart, with its place', async (template, code, message) => {
  expect(await check(template)).toMatchObject({
    ok: false,
    error: { class: 'config', code, message: expect.stringMatching(message) },
  })
})

test('amounts are given as kroner, as exact text and as whole øre', async () => {
  const template =
    '{"reference": reference, "rows": [lines.{"a": amount, "t": amountText, "o": amountOre, "d": debitText, "c": creditOre}]}'
  const lines = [
    { account: '7140', amount: '19.99' },
    { account: '2910', amount: '-19.99' },
  ]
  const posting = { ...example, voucher: { ...example.voucher, lines } }
  const bodies = await bodiesOf(evaluate, { template, decimals: 2 }, [posting])
  const body = bodies.ok && bodies.value.get(example.reference)
  expect(body && body.ok && JSON.parse(body.value)).toMatchObject({
    rows: [
      { a: 19.99, t: '19.99', o: 1999, d: '19.99' },
      { a: -19.99, t: '-19.99', o: -1999, c: 1999 },
    ],
  })
})

test.each([
  ['multiplies kroner', 'lines.(amount * 100)', 2, 'no_amount'],
  ['multiplies kroner for øre', 'lines.(amount * 100)', 0, 'no_amount'],
  ['cuts what it multiplied', 'lines.$floor(amount * 100)', 0, 'inexact'],
  ['cuts it to text', 'lines.$string($floor(amount * 100))', 0, 'inexact'],
  ['adds kroner', '$sum(lines.debit)', 2, 'no_amount'],
  ['divides', 'lines.(amount / 1.25)', 2, 'no_amount'],
  ['sends kroner as øre', 'lines.amount', 0, 'no_amount'],
  ['makes a number that is too large', 'lines.(amountOre * 1e15)', 2, 'no_amount'],
])('CONFIG-5: a template that %s is refused', async (_, expression, decimals, code) => {
  const told = await check(`{"reference": reference, "x": [${expression}]}`, decimals)
  expect(told).toMatchObject({
    error: {
      class: 'config',
      code: `template.${code}`,
      message: expect.stringMatching(/amountOre/),
    },
  })
})

test.each([
  ['lines.amount', 2],
  ['lines.amountText', 2],
  ['lines.amountOre', 0],
  ['lines.debitOre', 0],
  ['$sum(lines.debitOre)', 0],
  ['lines.$round(amount * 100)', 0],
  ['lines.{"amount": amount, "quantity": 1, "rate": 0.125}', 3],
])('%s makes amounts of %i decimals', async (expression, decimals) => {
  expect(await check(`{"reference": reference, "x": [${expression}]}`, decimals)).toEqual({
    ok: true,
    value: undefined,
  })
})

test('a voucher whose body has a number that is no amount is not sent, and others are', async () => {
  const template = '{"reference": reference, "x": [lines.(amount * 100)]}'
  const voucher = (amount: string) => ({
    ...example.voucher,
    lines: [
      { account: '7140', amount },
      { account: '2910', amount: `-${amount}` },
    ],
  })
  const bodies = await bodiesOf(evaluate, { template, decimals: 2 }, [
    { reference: 'A', voucher: voucher('19.99') },
    { reference: 'B', voucher: voucher('20.00') },
  ])
  expect(bodies.ok && [...bodies.value.values()]).toMatchObject([
    {
      ok: false,
      error: { class: 'data', code: 'template.no_amount', message: /1998\.9999999999998/ },
    },
    { ok: true },
  ])
})

describe('a hostile template', () => {
  test.each([
    ['runs for ever', '($f := function($x) { $f($x + 1) }; $f(0))', 'too_slow'],
    ['goes ever deeper', '($f := function($x) { 1 + $f($x + 1) }; $f(0))', 'too_(slow|much)'],
    ['doubles a text', '($f := function($s) { $f($s & $s) }; $f("aaaaaaaa"))', '(too_|failed)'],
    [
      'counts to a billion',
      '{"reference": reference, "x": [1..10000000].($ * 2)}',
      '(too_|failed)',
    ],
    ['searches for ever', `{"x": $match("${'a'.repeat(40)}!", /(a+)+$/)}`, 'too_slow'],
    ['makes much', '{"reference": reference, "x": $pad("", 300000, "x")}', 'too_large'],
    ['is nested deeply', '['.repeat(9_000), '(syntax|failed|too_)'],
    ['runs text', '{"reference": reference, "x": $eval("1+1")}', 'failed'],
    ['asks for the time', '{"reference": reference, "x": $now()}', 'failed'],
    ['asks for chance', '{"reference": reference, "x": $random()}', 'failed'],
    [
      'asks for the machine',
      '{"reference": reference, "x": process.env, "y": $$.constructor}',
      'ok',
    ],
    [
      'changes what all objects have',
      '{"reference": reference} ~> |$|{"__proto__": {"x": 1}}|',
      'ok|failed',
    ],
  ])('that %s ends with a clear answer', async (_, template, code) => {
    const ends = code.includes('too_') ? evaluateQuickly : evaluateFor
    const checkIt = (text: string) =>
      checkTemplate(ends(share, AbortSignal.timeout(60_000)), { template: text, decimals: 2 })
    const answer = await checkIt(template)
    const told = answer.ok ? 'ok' : answer.error.code
    expect(told).toMatch(new RegExp(`^(template\\.)?(${code})`))
    // And the next one is none the worse for it.
    expect(await checkIt(right)).toMatchObject({ ok: true })
  })

  test('sees the voucher, and nothing else', async () => {
    const template =
      '{"reference": reference, "keys": $keys($$), "c": $string($$.constructor), "e": process, "g": globalThis, "p": $lookup($$, "__proto__")}'
    const bodies = await bodiesOf(evaluate, { template, decimals: 2 }, [example])
    const body = bodies.ok && bodies.value.get(example.reference)
    expect(body && body.ok && JSON.parse(body.value)).toEqual({
      reference: example.reference,
      keys: ['reference', 'postingDate', 'currency', 'description', 'lines'],
    })
  })
})
