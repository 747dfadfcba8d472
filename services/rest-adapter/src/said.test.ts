import { expect, test } from 'vitest'
import { saidIn } from './said.ts'

test.each([
  [
    'Tripletex',
    {
      status: 422,
      message: 'Validation failed',
      validationMessages: [
        { field: 'postings.account', message: 'Kontoen er sperret.' },
        { field: 'date', message: 'Perioden er lukket.' },
      ],
    },
    'Validation failed postings.account: Kontoen er sperret. date: Perioden er lukket.',
  ],
  [
    'Xero',
    {
      Type: 'ValidationException',
      Message: 'A validation exception occurred',
      Elements: [{ ValidationErrors: [{ Message: 'Account code 999 is not valid' }] }],
    },
    'A validation exception occurred Account code 999 is not valid',
  ],
  [
    'RFC 9457',
    {
      title: 'Your request is not valid.',
      errors: [{ detail: 'must be a positive integer', pointer: '#/age' }],
    },
    'Your request is not valid. #/age: must be a positive integer',
  ],
  [
    'ASP.NET',
    { title: 'One or more errors occurred.', errors: { Amount: ['It is too large.'] } },
    'One or more errors occurred. Amount: It is too large.',
  ],
  [
    'an OData service',
    { error: { code: 'x', message: 'No.', details: [{ message: 'Because.' }] } },
    'No. Because.',
  ],
  ['texts', { errors: ['One.', 'Two.'] }, 'One. Two.'],
  [
    'what was said already',
    { detail: 'No 9.', errors: [{ detail: 'No 9.', pointer: '/a' }] },
    'No 9.',
  ],
  ['what says nothing', { id: 1, lines: [{ name: 'x', amount: 1 }] }, ''],
])('the words of %s reach the bookkeeper', (_, body, said) => {
  expect(saidIn(JSON.stringify(body))).toBe(said)
})

test('whatever is said becomes one short line without half a character', () => {
  const endless = { errors: Array.from({ length: 5_000 }, (_, at) => ({ message: `No ${at}.` })) }
  expect(saidIn(JSON.stringify(endless)).length).toBeLessThanOrEqual(200)
  for (let at = 195; at < 205; at++) {
    const said = saidIn(JSON.stringify({ detail: `${'x'.repeat(at)}😀y` }))
    expect(said.isWellFormed()).toBe(true)
    expect(said.length).toBeLessThanOrEqual(200)
  }
  expect(saidIn('{"detail":"a\\ud800\\u0000b"}')).toBe('a b')
  let deep: unknown = 'deep'
  for (let at = 0; at < 2_000; at++) deep = { errors: [deep] }
  expect(saidIn(JSON.stringify(deep))).toBe('')
})
