import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useRead } from '../../shared/api/read.ts'
import { dayInNorway } from '../../shared/format/oslo.ts'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { statusRead, type Status } from '../../shared/organizations/status.ts'
import { Page } from '../../shared/parts/page.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { Actions } from './actions.tsx'
import { ApprovedContent } from './approved.tsx'
import { Attempts } from './attempts.tsx'
import { Booking } from './booking.tsx'
import { Events } from './events.tsx'
import { mayOf } from './may.ts'
import { approvedRead, recordRead, type RecordDetail, type Revision } from './queries.ts'
import './record.css'
import { Revisions } from './revisions.tsx'
import { Standing } from './standing.tsx'
import { Summary } from './summary.tsx'
import { texts } from './texts.ts'

/** One record, from its approval to the ledger. */
export function RecordPage() {
  const say = useTexts(texts)
  const { org, record: recordId } = useParams({
    from: '/signed-in/organisasjoner/$org/bilag/$record',
  })
  const { versjon } = useSearch({ from: '/signed-in/organisasjoner/$org/bilag/$record' })
  const organization = useRead(statusRead(org))
  const record = useRead(recordRead(org, recordId))
  const shown = record.data && shownOf(record.data, versjon)
  const ref = useReference(org, shown)
  const name = nameOf(organization, org)
  return (
    <Page title={ref ? say('title_of', { ref }) : say('title')} organization={name}>
      <p className="organization">{name}</p>
      <Shown read={record} lines={10}>
        {(detail) => (
          <Detail
            organizationId={org}
            detail={detail}
            shown={shownOf(detail, versjon)}
            connector={organization.data?.connector}
          />
        )}
      </Shown>
    </Page>
  )
}

/** The revision that the address names, else the latest. */
const shownOf = ({ revisions }: RecordDetail, asked: string | undefined): Revision =>
  revisions.find(({ revision }) => String(revision) === asked) ?? revisions[0]!

/** What its voucher carries, or will carry: what was never sent has that, too. */
function useReference(organizationId: string, shown: Revision | undefined) {
  const { recordId = '', revision = 0, reference } = shown ?? {}
  const approved = useQuery({
    ...approvedRead({ organizationId, recordId, revision }),
    enabled: shown !== undefined && reference === undefined,
  })
  return reference ?? approved.data?.reference
}

interface DetailProps {
  readonly organizationId: string
  readonly detail: RecordDetail
  readonly shown: Revision
  readonly connector: Status['connector']
}

function Detail({ organizationId, detail, shown, connector }: DetailProps) {
  const { recordId, revisions, attempts, events } = detail
  const which = { organizationId, recordId, revision: shown.revision }
  const key = `${recordId}\n${shown.revision}`
  const may = mayOf(shown, revisions, dayInNorway())
  const hasSeveral = revisions.length > 1
  return (
    <>
      <Summary key={`summary ${key}`} which={which} shown={shown} hasSeveral={hasSeveral} />
      <Standing key={`standing ${key}`} which={which} shown={shown} may={may} connector={connector}>
        <Actions which={which} shown={shown} may={may} connector={connector} />
      </Standing>
      <Booking key={`booking ${key}`} which={which} shown={shown} connector={connector} />
      <ApprovedContent key={`approved ${key}`} which={which} />
      <Events organizationId={organizationId} events={events} hasSeveral={hasSeveral} />
      {attempts.length > 0 && (
        <Attempts which={which} attempts={attempts} revisions={revisions} hasSeveral={hasSeveral} />
      )}
      {hasSeveral && <Revisions which={which} revisions={revisions} />}
    </>
  )
}
