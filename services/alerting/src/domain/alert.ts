import type { Cause } from '@bilagsbro/booking/cause'
import { contentHash } from '@bilagsbro/kernel/content-hash'
import type { OrganizationRule } from './rules/rule.ts'

/** What calls for the people who run the installation. */
export type PlatformRule = SummaryRule | 'consumer_lag' | 'dead_letters' | 'topic_settings'
/** What sums up alerts of organisations. */
export type SummaryRule = 'organizations' | 'second_vouchers' | 'broken_logs' | 'secrets'
export type AlertRule = OrganizationRule | PlatformRule

/**
 * What its text is filled with besides counts and thresholds: the failure that it is raised for, the cause of a
 * suspension, or names (organisations, topics, consumer groups).
 */
export interface Detail {
  readonly recordType?: string | undefined
  readonly reference?: string | undefined
  readonly cause?: Cause | undefined
  readonly names?: readonly string[] | undefined
  /** The organisations that are summed up, for the way to each. */
  readonly organizations?: readonly NamedOrganization[] | undefined
  /** The organisations by what their alerts are about. */
  readonly topics?: Readonly<Partial<Record<Topic, readonly string[]>>> | undefined
  /** The threshold that was passed: errors, hours, days. */
  readonly limit?: number | undefined
  /** Failed attempts in the last 24 hours. */
  readonly errors?: number | undefined
  /** A hash of the doublings that it counts. */
  readonly doublings?: string | undefined
}

export interface NamedOrganization {
  readonly organizationId: string
  readonly name: string
}

/** What the alerts of an organisation are about, in few words. */
export type Topic = 'stopped' | 'failing' | 'waiting' | 'unbooked'

/**
 * What became of it. `moved`: some records fail for another cause. `switched_off`: nothing was mended. `withdrawn`: by what
 * is known now, or by other thresholds, it is none. `by_person`: somebody says that it was seen to, which nothing else tells.
 */
export type End = 'proved' | 'moved' | 'switched_off' | 'withdrawn' | 'by_person'

export interface Figures {
  readonly affected: number
  readonly remaining: number
  readonly detail: Detail
}

/** One thing that needs people. Of each organisation (or the platform), rule and cause at most one is open. Moments are milliseconds. */
export interface Alert extends Figures {
  readonly id: string
  /** None where it is the platform's. */
  readonly organizationId?: string | undefined
  readonly rule: AlertRule
  readonly cause: string
  readonly raisedAt: number
  readonly resolvedAt?: number | undefined
  readonly end?: End | undefined
  readonly reopenedAt: readonly number[]
  readonly isUnstable: boolean
  /** The rule whose open alert says it already. */
  readonly mutedBy?: AlertRule | undefined
  /** When it has gathered for long enough to be told; none while it is muted. */
  readonly dueAt?: number | undefined
  readonly told?: Telling | undefined
  /** Its end was told. */
  readonly isEndTold: boolean
  readonly acknowledged?: { readonly by: string; readonly at: number } | undefined
  readonly snoozed?: { readonly by: string; readonly until: number } | undefined
  readonly isReminded: boolean
  /** When it last changed by itself: whoever read it before has not read this. */
  readonly newsAt?: number | undefined
  /** Of the last event about it. */
  readonly sequence: number
}

interface Telling {
  readonly at: number
  /** How many it affected then. */
  readonly affected: number
}

export type AlertState = 'open' | 'muted' | 'acknowledged' | 'snoozed' | 'resolved'

export function stateOf(alert: Alert): AlertState {
  if (alert.resolvedAt !== undefined) return 'resolved'
  if (alert.snoozed) return 'snoozed'
  if (alert.acknowledged) return 'acknowledged'
  return alert.mutedBy ? 'muted' : 'open'
}

/** Another one when an alert has news; what a person does is none. */
export const versionOf = ({ newsAt, raisedAt, detail }: Alert): string =>
  contentHash([newsAt ?? raisedAt, detail.doublings ?? null]).slice(0, 16)
