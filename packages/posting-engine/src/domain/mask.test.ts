import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskOf } from './mask.ts'

const secret = 'p@ss/w0rd+æ"?'
const mask = maskOf([secret, 'user-1'])

test.each([
  ['as it is', secret],
  ['in an address', `https://ledger.example/?key=${encodeURIComponent(secret)}`],
  ['in JSON', JSON.stringify({ echo: secret })],
  ['in Basic credentials', `Basic ${Buffer.from(`user-1:${secret}`).toString('base64')}`],
  ['in base64 for addresses', Buffer.from(`ab${secret}c`).toString('base64url')],
])('a secret is not shown %s', (_, text) => {
  const left = mask(`It said ${text}, and no.`)
  expect(left).toMatch(/^It said .*\(not shown\).*, and no\.$/)
  for (const form of [
    secret,
    encodeURIComponent(secret),
    'w0rd',
    Buffer.from(secret).toString('base64'),
  ])
    expect(left).not.toContain(form)
})

test('a key is not shown by any of its lines', () => {
  const lines = ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', 'BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj']
  const key = `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`
  expect(maskOf([key])(`a ${lines[1]} b`)).toBe('a (not shown) b')
  expect(maskOf([key])('-----BEGIN PRIVATE KEY-----')).toBe('-----BEGIN PRIVATE KEY-----')
})

test('whatever a secret is, and wherever in base64 it begins, no text shows it', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 })
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 9, maxLength: 60 }),
      text,
      text,
      (of, before, after) => {
        const hide = maskOf([of])
        expect(hide(before + of + after)).not.toContain(of)
        const encoded = Buffer.from(before + of + after).toString('base64')
        expect(hide(encoded)).not.toBe(encoded)
      },
    ),
  )
})

test('what is no secret stays as it is, and so do words that are too short to be one', () => {
  expect(mask('The account 1920 is blocked.')).toBe('The account 1920 is blocked.')
  expect(maskOf(['1920', ''])('The account 1920 is blocked.')).toBe('The account 1920 is blocked.')
})
