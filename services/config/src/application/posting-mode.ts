import type { Policies } from '@bilagsbro/booking/mapping'
import type { Refusal } from '@bilagsbro/kernel/result'
import { fault, invalid } from '#domain/refusals.ts'
import { findSchema } from './draft-credentials.ts'
import type { LedgerAdapters } from './ports/ledger-adapters.ts'

interface Wanted {
  readonly type: string | undefined
  readonly policies: Pick<Policies, 'postingMode'> | undefined
  /** The field of the request that would have to be another. */
  readonly field: string
}

/** Why a kind of system cannot be posted to in that mode; nothing where it can, or where no system is chosen yet. */
export async function refuseMode(
  adapters: LedgerAdapters,
  { type, policies, field }: Wanted,
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  const mode = policies?.postingMode ?? 'book'
  if (mode === 'book' || type === undefined) return undefined
  const schema = await findSchema(adapters, type, signal)
  if (!schema.ok) return schema.error
  return schema.value.postingModes.includes(mode)
    ? undefined
    : invalid('policies.invalid', [fault(field, 'policies.mode_not_possible', { type })])
}
