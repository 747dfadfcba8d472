import { describe, expect, test } from 'vitest'
import { createMask } from './secrets.ts'
import { openLedger, signal } from './testing.ts'

const secret = 's3cr3t-key/+æ'
const mask = createMask({ apiKey: secret, pin: '9999' }, ['Bearer token-that-was-issued'])

test.each([
  ['as it is', secret],
  ['in a sentence', `You sent ${secret}.`],
  ['of the sign-in', 'Bearer token-that-was-issued'],
  ['of the sign-in, bare', 'token-that-was-issued'],
  ['in base64', Buffer.from(secret).toString('base64')],
  ['in hex', Buffer.from(secret).toString('hex')],
  ['as a URL writes it', encodeURIComponent(secret)],
])('a secret %s is hidden before anything reads it', (_, said) => {
  for (const body of [{ name: said }, { [said]: 1 }, [[said]], said]) {
    const escaped = JSON.stringify(body).replaceAll('t', '\\u0074')
    for (const text of [JSON.stringify(body), escaped]) {
      const hidden = mask.json(text)
      expect(hidden).toContain('***')
      expect(JSON.stringify(JSON.parse(hidden!))).not.toContain(JSON.stringify(said).slice(1, -1))
    }
  }
  expect(mask.message(said)).toContain('***')
})

test('what is no secret is left as it is, and what is short is hidden in messages alone', () => {
  const text = '{"account": "9999", "amount": 1.50, "text": "Buss \\u00e6"}'
  expect(JSON.parse(mask.json(text)!)).toEqual({ account: '9999', amount: 1.5, text: 'Buss æ' })
  expect(mask.message('No account 9999')).toBe('No account ***')
  expect(mask.json('<html>')).toBeUndefined()
})

describe('a ledger that repeats what it is sent', () => {
  const secretOf = async (change: (url: string) => Record<string, string>) => {
    const opened = await openLedger()
    await using ledgers = opened.ledgers
    const { system, connection } = opened
    const { apiKey } = connection.secrets
    // Names in the chart of accounts, so that the ledger says again what it was sent.
    const known = { ...connection, target: { ...connection.target, ...change(ledgers.url) } }
    const secrets = { ...connection.secrets, extraHeaders: 'X-Partner: Billetter og bom' }
    const list = await system.catalogue({ ...known, secrets }, 'accounts', signal())
    return { said: JSON.stringify(list), apiKey }
  }

  test.each([
    ['by name', 'accounts.{"code": number, "name": name}'],
    [
      'in parts',
      'accounts.{"code": number, "name": $substring(name, 0, 9) & "|" & $substring(name, 9)}',
    ],
    ['as code', 'accounts[number="7140"].{"code": $base64encode(name), "name": "x"}'],
    ['in a fault', '$error(accounts[number="7140"].name)'],
  ])('gives no stored secret to a list that asks for it %s', async (_, accounts) => {
    const { said } = await secretOf(() => ({ accounts }))
    expect(said).not.toMatch(/Billetter/)
    expect(said).not.toContain(Buffer.from('Billetter og bom').toString('base64'))
  })
})
