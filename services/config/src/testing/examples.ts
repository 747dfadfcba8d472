import type { ConnectorDraft } from '#domain/credentials.ts'
import { planConnector, withConnector } from '#domain/credentials.ts'
import { saveMapping } from '#domain/mapping.ts'
import type { Organization, SealedSecret, Stamp, StoredSecret } from '#domain/organization.ts'
import { registerOrganization } from '#domain/registration.ts'
import type { Result } from '@bilagsbro/kernel/result'
import { dynamicsSchema } from './schemas.ts'

export const stamp: Stamp = { at: new Date('2026-11-21T10:00:00Z'), by: 'admin-1' }

export const later = (seconds: number, by = 'admin-2'): Stamp => ({
  at: new Date(stamp.at.getTime() + seconds * 1000),
  by,
})

export const draft: ConnectorDraft = {
  type: 'dynamics',
  target: {
    tenantId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    environment: 'Production',
    companyId: '9b2d5b52-0c0a-4a9e-8f5d-1c8d2b1b2f10',
    clientId: '5c1fd0ba-6bd9-4a52-8a0d-6f8a0a1f8e77',
  },
  secrets: { clientSecret: 'first~secret' },
}

export const mapping = {
  categories: { taxi: { account: '7140', vatCode: '12' }, mileage: { account: '7100' } },
  credits: { employee: '2910', volunteer: '2990' },
  dimensions: { costCenter: 'AVDELING' },
}

const pem = (label: string) =>
  `-----BEGIN ${label}-----\n${'QUJD'.repeat(16)}\n${'REVG'.repeat(16)}\n-----END ${label}-----\n`
export const certificate = pem('CERTIFICATE')
export const privateKey = pem('PRIVATE KEY')

export function valueOf<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`)
  return result.value
}

export const codeOf = (result: Result<unknown, { code: string }>) =>
  result.ok ? 'ok' : result.error.code

export const registered = (id = 'hlf'): Organization =>
  valueOf(registerOrganization(undefined, id, { name: 'HLF' }, stamp))

/** With the texts that a test gives instead of what a vault would make of them. */
export const sealed = (field: string, ct: string, version = 1): StoredSecret => ({
  field,
  version,
  setAt: stamp.at,
  setBy: stamp.by,
  sealed: { ct } as SealedSecret,
})

export const connected = (organization = registered()): Organization =>
  withConnector(
    organization,
    valueOf(planConnector(organization, draft, dynamicsSchema)),
    [sealed('clientSecret', 'ciphertext')],
    later(1),
  )

export const nothingInUse = { categories: [], payeeKinds: [] }

export const mapped = (organization = connected()): Organization =>
  valueOf(saveMapping(organization, mapping, later(2)))
