import { addresses } from '../../shared/addresses.ts'
import type { Status } from '../../shared/organizations/status.ts'
import { To } from '../../shared/parts/to.tsx'
import { useFailureWords, type FailureCode } from '../../shared/records/failures.ts'
import { administrators, holds, useSession } from '../../shared/session/session.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { isOpen } from './may.ts'
import type { Revision, Which } from './queries.ts'
import { texts } from './standing-texts.ts'

interface WaysProps {
  readonly which: Which
  readonly shown: Revision
  readonly connector: Status['connector']
}

type Way = 'mapping' | 'credentials' | 'integrations' | 'overview' | 'earlier' | 'code'

const byReason: Readonly<Record<string, Way>> = {
  mapping_missing: 'mapping',
  connector_disabled: 'integrations',
  not_configured: 'integrations',
  connector_suspended: 'credentials',
  awaiting_run: 'overview',
  revision_unproven: 'earlier',
}

const wayOf = ({ reason, failure }: Revision, mend: FailureCode['mend'] | undefined) => {
  if (reason) return byReason[reason.code]
  if (failure?.code === 'revision.earlier_unproven') return 'earlier'
  if (mend === 'mapping' || mend === 'credentials') return mend
  return failure && 'code'
}

/** The page on which what is wrong is put right, for whoever may. */
export function Ways({ which, shown, connector }: WaysProps) {
  const say = useTexts(texts)
  const session = useSession()
  const failures = useFailureWords()
  const { organizationId, recordId, revision } = which
  const { reason, failure } = shown
  const wanted = wayOf(shown, failure && failures.code(failure.code)?.mend)
  const isSettings = wanted === 'mapping' || wanted === 'credentials' || wanted === 'integrations'
  const isOpenTo = !isSettings || holds(session, administrators, organizationId)
  // Whoever may not change it reads what it is, and who may.
  const way = isOpenTo ? wanted : failure && 'code'
  if (!way || !isOpen(shown)) return null
  const row = reason?.categories?.[0] ?? reason?.payeeKinds?.[0]
  const earlier = shown.reason?.revision ?? revision - 1
  const places: Readonly<Record<Way, readonly [address: string | undefined, text: string]>> = {
    mapping: [
      connector && addresses.mapping(organizationId, connector.type, row),
      say('see_mapping'),
    ],
    code: [failure && addresses.failureCode(failure.code, organizationId), say('see_code')],
    credentials: [
      connector && addresses.credentials(organizationId, connector.type),
      say('see_credentials'),
    ],
    integrations: [addresses.integrations(organizationId), say('see_integrations')],
    overview: [addresses.dashboard(organizationId), say('see_overview')],
    earlier: [
      addresses.record(organizationId, recordId, earlier),
      say('see_earlier', { r: earlier }),
    ],
  }
  const [address, text] = places[way]
  if (address === undefined) return null
  return (
    <p>
      <To address={address}>{text}</To>
    </p>
  )
}
