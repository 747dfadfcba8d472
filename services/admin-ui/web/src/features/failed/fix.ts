import { addresses } from '../../shared/addresses.ts'
import type { FailureCause } from '../../shared/failures/causes.ts'

/** Where a cause is put right, by whoever is looking. */
export type Fix =
  | { readonly kind: 'mapping' | 'credentials' | 'about'; readonly address: string }
  /** Here, by another date. */
  | { readonly kind: 'period' }

interface Where {
  readonly organizationId: string
  readonly connector: string | undefined
  /** Others are told what it is and who mends it. */
  readonly isAdministrator: boolean
}

export function fixOf(
  { code, mend, status }: Pick<FailureCause, 'code' | 'mend' | 'status'>,
  { organizationId, connector, isAdministrator }: Where,
): Fix {
  const about = { kind: 'about', address: addresses.failureCode(code, organizationId) } as const
  if (!isAdministrator || connector === undefined) return about
  if (mend.kind === 'period') return status === 'waiting' ? { kind: 'period' } : about
  const address = ofSettings(mend, organizationId, connector)
  if (address === undefined || (mend.kind !== 'mapping' && mend.kind !== 'credentials'))
    return about
  return { kind: mend.kind, address }
}

function ofSettings(
  { kind, categories, payeeKinds }: FailureCause['mend'],
  organizationId: string,
  connector: string,
): string | undefined {
  if (kind === 'credentials') return addresses.credentials(organizationId, connector)
  const row = categories?.[0] ?? payeeKinds?.[0]
  return kind === 'mapping' ? addresses.mapping(organizationId, connector, row) : undefined
}
