import type { Language } from '@bilagsbro/service-kit/texts'
import type { AlertedRecord, ShownAlert } from '#application/ports/inbox.ts'
import { stateOf, versionOf } from '#domain/alert.ts'
import { linkOf } from '#domain/link.ts'
import { textOf } from '#domain/words/text.ts'
import type { AlertAnswer } from './schemas.ts'

/** An alert as the pages read it. */
export function answerOf(
  { alert, organizationName, isRead }: ShownAlert,
  language: Language,
): AlertAnswer {
  const { id, organizationId, rule, cause, affected, remaining, isUnstable } = alert
  const { mutedBy, acknowledged, snoozed, resolvedAt, end } = alert
  return {
    id,
    version: versionOf(alert),
    ...(organizationId !== undefined && { organizationId }),
    ...(organizationName !== undefined && { organizationName }),
    rule,
    cause,
    state: stateOf(alert),
    text: textOf(alert)[language],
    raisedAt: iso(alert.raisedAt),
    affected,
    remaining,
    isUnstable,
    isRead,
    ...(alert.detail.organizations && { organizations: [...alert.detail.organizations] }),
    ...(mutedBy && { mutedBy }),
    ...(acknowledged && { acknowledgedBy: acknowledged.by, acknowledgedAt: iso(acknowledged.at) }),
    ...(snoozed && { snoozedBy: snoozed.by, snoozedUntil: iso(snoozed.until) }),
    ...(resolvedAt !== undefined && { resolvedAt: iso(resolvedAt) }),
    ...(end && { how: end }),
    link: linkOf(alert),
  }
}

export const recordAnswerOf = ({ beganAt, clearedAt, clearedBy, ...record }: AlertedRecord) => ({
  ...record,
  beganAt: iso(beganAt),
  ...(clearedAt !== undefined && { clearedAt: iso(clearedAt) }),
  ...(clearedBy !== undefined && { clearedBy }),
})

const iso = (at: number) => new Date(at).toISOString()
