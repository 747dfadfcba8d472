import type { CredentialField } from '@bilagsbro/adapter-api/credential-schema'
import type { Refusal } from '@bilagsbro/kernel/result'
import { describe, expect, test } from 'vitest'
import { atField } from './refused-field.ts'

const words = { nb: '', nn: '', en: '' }
const field = (name: string, kind: CredentialField['kind'] = 'target'): CredentialField => ({
  name,
  kind,
  required: false,
  label: words,
  help: words,
})
const fields = [field('template'), field('accounts'), field('accountsUrl'), field('key', 'secret')]
const refused = (code: string, message: string): Refusal => ({ kind: 'invalid', code, message })

describe('CONFIG-5: a refusal of settings is tied to its field', () => {
  test.each([
    [
      refused('template.syntax', 'template: It fails at line 1, column 3: Unexpected (S0211)'),
      '/target/template',
      'field.template_syntax',
      'It fails at line 1, column 3: Unexpected (S0211)',
    ],
    [
      refused('address.not_allowed', 'accountsUrl: It must begin with https://a.no.'),
      '/target/accountsUrl',
      'field.refused',
      'It must begin with https://a.no.',
    ],
    [
      refused('catalogue.misread', 'accountsUrl: accounts: It must come to a list.'),
      '/target/accounts',
      'field.refused',
      'It must come to a list.',
    ],
  ])('%o', (refusal, pointer, code, said) => {
    const { kind, code: own } = refusal
    const faults = [{ field: pointer, code, params: { said } }]
    expect(atField(refusal, fields)).toEqual({ kind, code: own, faults })
  })

  test('also where the field is missing', () => {
    const message = "The connection's key is missing or has the wrong form."
    expect(atField(refused('credentials.incomplete', message), fields)).toMatchObject({
      faults: [{ field: '/secrets/key', code: 'field.incomplete' }],
    })
  })

  test.each([
    refused('auth.wrong_secret', 'template: It says no.'),
    refused('template.syntax', 'It fails.'),
    refused('template.syntax', 'other: It fails.'),
    { kind: 'unavailable', code: 'connection.no_answer' } as const,
  ])('and stays as it is where it names none, or its words say it better: %o', (refusal) => {
    expect(atField(refusal, fields)).toBe(refusal)
  })
})
