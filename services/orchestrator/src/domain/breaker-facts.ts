import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { ConnectorFact } from './fact.ts'
import type { Organization } from './organization.ts'
import { nextSequence } from './sequence.ts'
import type { Word } from './word.ts'

interface Told {
  readonly organization: Organization
  readonly facts: readonly ConnectorFact[]
}

/**
 * The facts of a connector that stopped, or goes on: by a change of its organisation, which takes their sequence. A
 * person's word is told whatever it changed.
 */
export function breakerFacts(
  before: Organization,
  after: Organization,
  at: Date,
  {
    connector,
    word,
  }: { readonly connector?: ConnectorType; readonly word?: Word | undefined } = {},
): Told {
  const type = connector ?? after.connector?.type ?? before.connector?.type
  const { suspension } = after
  const isNews = suspension
    ? !before.suspension || isOtherStop(before, after)
    : before.suspension !== undefined
  if (!type || !(isNews || word)) return { organization: after, facts: [] }
  const organization = { ...after, sequence: nextSequence(before.sequence, at) }
  const fact = { organization, connector: type, at, word: word && { by: word.by, note: word.note } }
  return {
    organization,
    facts: suspension
      ? [{ kind: 'suspended', ...fact, suspension }]
      : [{ kind: 'resumed', ...fact }],
  }
}

/** What came of the trial is another reason than the one that was told. */
const isOtherStop = (before: Organization, { suspension }: Organization): boolean =>
  suspension?.byTrial === true && before.suspension?.cause.message !== suspension.cause.message
