import type { Connector, CredentialSchema } from '../queries.ts'
import type { EnteredTarget, Secrets } from './draft.ts'

export interface FieldsProps {
  readonly schema: CredentialSchema
  readonly entered: EnteredTarget
  readonly secrets: Secrets
  /** What is known of secrets that are stored already. */
  readonly stored: Connector['secrets']
  /** The names of fields that were refused: what is folded away and holds one is open. */
  readonly refused: readonly string[]
  readonly change: (entered: EnteredTarget, secrets: Secrets) => void
}
