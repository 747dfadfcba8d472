import { ChevronDownIcon } from '@navikt/aksel-icons'
import { InternalHeader } from '@navikt/ds-react'
import { useRead } from '../../shared/api/read.ts'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { organizationRead } from '../../shared/organizations/queries.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

interface ChosenOrganizationProps {
  readonly organizationId: string | undefined
  /** How many the person has. */
  readonly total: number
  readonly choose: () => void
}

/** Which organisation is shown, and the way to another one; for whoever has but one its name alone. */
export function ChosenOrganization({ organizationId, total, choose }: ChosenOrganizationProps) {
  const say = useTexts(texts)
  const name = organizationId !== undefined && <OrganizationName organizationId={organizationId} />
  if (total < 2) return name && <p className="header-organization">{name}</p>
  return (
    <InternalHeader.Button aria-haspopup="dialog" className="header-organization" onClick={choose}>
      <span className="only-heard">{say('organization')}:</span> {name || say('choose')}
      <ChevronDownIcon aria-hidden="true" fontSize="1.25rem" />
    </InternalHeader.Button>
  )
}

function OrganizationName({ organizationId }: { organizationId: string }) {
  const { data, isPlaceholderData, isError } = useRead(organizationRead(organizationId))
  const name = nameOf({ data: isPlaceholderData ? undefined : data, isError }, organizationId)
  // One with marks of direction, from before they were refused, turns itself alone.
  return <bdi>{name}</bdi>
}
