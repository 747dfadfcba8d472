import type { CredentialField } from '@bilagsbro/adapter-api/credential-schema'

export type Texts = CredentialField['label']
export const texts = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

export const address = '^https?://[^\\s]{1,1000}$'
export const expression = '^[^]{1,4000}$'
export const yesOrNo = { pattern: '^(yes|no)$' }

export const target = (
  name: string,
  label: Texts,
  help: Texts,
  more: Partial<CredentialField> = {},
): CredentialField => ({ name, kind: 'target', required: false, label, help, ...more })

export const secret = (
  name: string,
  label: Texts,
  help: Texts,
  more: Partial<CredentialField> = {},
): CredentialField => ({
  name,
  kind: 'secret',
  required: false,
  pattern: '^[\\x20-\\x7e]{1,2000}$',
  label,
  help,
  ...more,
})
