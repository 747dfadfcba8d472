import { useEffect } from 'react'
import { keptInTab } from '../../shared/kept.ts'
import { isGlobal, type Session } from '../../shared/session/session.tsx'

const key = 'bilagsbro.organization'
const organizationsOf = ({ roles }: Session) =>
  new Set(roles.flatMap(({ organizationId }) => organizationId ?? []))

/** The one organisation of a person who has no other. */
export function onlyOrganizationOf(session: Session): string | undefined {
  const all = organizationsOf(session)
  return isGlobal(session) || all.size > 1 ? undefined : [...all][0]
}

/**
 * The organisation whose pages the menu leads to: that of the address, and on pages of none the one that was shown last.
 * A platform administrator is then at the platform.
 */
export function useLastOrganization(session: Session, ofAddress: string | undefined) {
  useEffect(() => {
    if (ofAddress !== undefined) keptInTab.write(key, ofAddress)
  }, [ofAddress])
  if (ofAddress !== undefined || isGlobal(session)) return ofAddress
  const last = keptInTab.read(key)
  const all = organizationsOf(session)
  return last !== undefined && all.has(last) ? last : [...all][0]
}
