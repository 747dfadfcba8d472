import { useRead } from '../../shared/api/read.ts'
import { nameOf } from '../../shared/organizations/name-of.ts'
import { organizationRead } from '../../shared/organizations/queries.ts'
import { Page } from '../../shared/parts/page.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

/** Where somebody has come by an address that their menu does not have. */
export function OnlyFor({ organizationId }: { organizationId?: string }) {
  const say = useTexts(texts)
  return (
    <Page title={say('title')}>
      {organizationId && <Name organizationId={organizationId} />}
      <p>{say(organizationId ? 'only_for' : 'only_global')}</p>
      {organizationId && <p>{say('only_for_help')}</p>}
    </Page>
  )
}

function Name({ organizationId }: { organizationId: string }) {
  const organization = useRead(organizationRead(organizationId))
  return <p className="organization">{nameOf(organization, organizationId)}</p>
}
