import { describe, expect, test } from 'vitest'
import { createEvaluate } from './evaluation.ts'
import { bodiesOf, checkTemplate, example } from './template.ts'

const evaluate = createEvaluate({ deadlineMs: 1_000, memoryMb: 24 })
const signal = () => AbortSignal.timeout(20_000)
const check = (template: string) => checkTemplate(evaluate, template, signal())
const right = '{"ref": reference, "rows": [lines.{"account": account, "amount": amount}]}'

test('a template makes the body out of the voucher', async () => {
  expect(await check(right)).toEqual({ ok: true, value: undefined })
  const template =
    '{"ref": reference, "on": postingDate, "of": lines[0].dimensions[code="AVDELING"].value, "debit": $sum(lines.debit), "rows": [lines.{"a": account, "x": amount}]}'
  const bodies = await bodiesOf(evaluate, template, [example], signal())
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

test('a whole flight is made in one go, and one voucher that fails does not take others along', async () => {
  const postings = ['A', 'B', 'C'].map((reference) => ({
    reference,
    voucher: { ...example.voucher, description: reference === 'B' ? 'x' : '1' },
  }))
  const template = '{"reference": reference, "text": $number(description)}'
  const bodies = await bodiesOf(evaluate, template, postings, signal())
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
    const started = performance.now()
    const answer = await check(template)
    const told = answer.ok ? 'ok' : answer.error.code
    expect(told).toMatch(new RegExp(`^(template\\.)?(${code})`))
    expect(performance.now() - started).toBeLessThan(8_000)
    // And the next one is none the worse for it.
    expect(await check(right)).toMatchObject({ ok: true })
  })

  test('sees the voucher, and nothing else', async () => {
    const template =
      '{"reference": reference, "keys": $keys($$), "c": $string($$.constructor), "e": process, "g": globalThis, "p": $lookup($$, "__proto__")}'
    const bodies = await bodiesOf(evaluate, template, [example], signal())
    const body = bodies.ok && bodies.value.get(example.reference)
    expect(body && body.ok && JSON.parse(body.value)).toEqual({
      reference: example.reference,
      keys: ['reference', 'postingDate', 'currency', 'description', 'lines'],
    })
  })
})

test('those who wait in vain are told, and nobody waits behind more than the queue holds', async () => {
  const slow = createEvaluate({ deadlineMs: 600, memoryMb: 24 })
  const template = '($f := function($x) { $f($x + 1) }; $f(0))'
  const first = checkTemplate(slow, template, signal())
  const given = checkTemplate(slow, right, AbortSignal.timeout(50))
  const crowd = Array.from({ length: 260 }, () => checkTemplate(slow, right, signal()))
  expect(await given).toMatchObject({ error: { class: 'transient', code: 'template.busy' } })
  expect(await first).toMatchObject({ error: { code: 'template.too_slow' } })
  const told = await Promise.all(crowd)
  expect(told.filter(({ ok }) => ok).length).toBeGreaterThan(100)
  expect(told.filter(({ ok }) => !ok).length).toBeGreaterThan(50)
})
