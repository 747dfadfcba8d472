import { episodesOf, type Episode } from '../episode.ts'
import type { Situation, Switch, Troubles } from '../situation.ts'
import { within, type Span } from '../span.ts'
import type { TroubleKind } from '../trouble.ts'

/** What calls for people in an organisation. */
export type OrganizationRule =
  | 'third_failure'
  | 'final_failure'
  | 'error_rate'
  | 'waiting'
  | 'stalled'
  | 'late_delivery'
  | 'expiring_secret'
  | 'suspended'
  | 'posted_twice'
  | 'broken_log'

/** An episode of a rule and a cause: of each organisation, rule and cause at most one is open. */
export interface Raised extends Episode {
  readonly rule: OrganizationRule
  readonly cause: string
}

export type Rule = (situation: Situation) => Raised[]

/** When the connector was on. What came before the first known state is taken to have been the same. */
export function enabledSpans(switches: readonly Switch[]): Span[] {
  let [from, isEnabled]: [number, boolean] = [-Infinity, switches[0]?.isEnabled ?? false]
  const spans: Span[] = []
  for (const one of switches) {
    if (one.isEnabled === isEnabled) continue
    if (isEnabled) spans.push({ from, until: Math.max(from, one.at) })
    from = one.at
    isEnabled = one.isEnabled
  }
  return isEnabled ? [...spans, { from }] : spans
}

/** The episodes of spans while the connector is on: what is off needs nobody. */
export function raise(
  rule: OrganizationRule,
  cause: string,
  spans: readonly Span[],
  situation: Situation,
): Raised[] {
  return raiseAlways(rule, cause, within(spans, enabledSpans(situation.switches), true), situation)
}

/** The episodes of spans, whether the connector is on or off. */
export const raiseAlways = (
  rule: OrganizationRule,
  cause: string,
  spans: readonly Span[],
  { now }: Situation,
): Raised[] => episodesOf(spans, now).map((episode) => ({ rule, cause, ...episode }))

/** An alert for each cause of troubles of a kind. */
export function raiseByCause(kind: 'third_failure' | 'final_failure', situation: Situation) {
  const causes = Object.groupBy(ofKind(kind, situation), ({ cause }) => cause)
  return Object.entries(causes).flatMap(([cause, troubles]) =>
    raise(kind, cause, troubles!, situation),
  )
}

export const ofKind = (kind: TroubleKind, { troubles }: Situation): Troubles[] =>
  troubles.filter((one) => one.kind === kind)

export const hours = (count: number) => count * 3_600_000
export const days = (count: number) => hours(24 * count)
