import type { ReactNode } from 'react'
import { Page } from '../parts/page.tsx'
import { holds, useSession, type Role } from '../session/session.tsx'
import { useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

interface OnlyForProps {
  readonly title: string
  readonly organizationId: string
  readonly roles: readonly Role[]
  readonly children: ReactNode
}

/** Whoever has another role in the organisation is told so; who has none learns from the service that it does not exist. */
export function OnlyFor({ title, organizationId, roles, children }: OnlyForProps) {
  const say = useTexts(texts)
  const session = useSession()
  const isKnown = holds(session, ['org_admin', 'org_support', 'auditor'], organizationId)
  if (holds(session, roles, organizationId) || !isKnown) return children
  return (
    <Page title={title}>
      <p>{say('only_for')}.</p>
      <p>{say('only_for_help')}</p>
    </Page>
  )
}
