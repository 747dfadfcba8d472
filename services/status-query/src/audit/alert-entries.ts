import type { AlertRaised, AlertResolved, AlertUpdated } from '@bilagsbro/events/alert'
import type { Entry } from './entry.ts'

/** An alert of an organisation; those of the platform are in nobody's log. */
type Of<E> = E & { readonly organizationId: string }
export const isOfOrganization = <E extends { readonly organizationId?: string | undefined }>(
  data: E,
): data is Of<E> => data.organizationId !== undefined

export const alertRaisedEntry = (data: Of<AlertRaised>): Entry => ofAlert(data, 'raised')

export const alertUpdatedEntry = (data: Of<AlertUpdated>): Entry => ({
  ...ofAlert(data, data.change),
  actor: data.by,
})

export const alertResolvedEntry = (data: Of<AlertResolved>): Entry => ofAlert(data, data.how)

const ofAlert = (data: Of<AlertRaised>, status: string): Entry => ({
  organizationId: data.organizationId,
  subject: data.alertId,
  sequence: data.sequence,
  at: data.at,
  status,
  code: data.rule,
  more: { cause: data.cause, affected: data.affected, remaining: data.remaining },
})
