import type { Figures, NamedOrganization, SummaryRule, Topic } from './alert.ts'
import { membersOf, spansTogether, type Member } from './consolidation.ts'
import type { Again } from './notice.ts'
import { lastCallOf } from './rules/expiring-secret.ts'
import type { OrganizationRule } from './rules/rule.ts'
import { united, type Span } from './span.ts'

/** An alert of an organisation, as the platform's alerts sum it up. */
export interface SummedUp extends Member {
  readonly name: string
  readonly rule: OrganizationRule
  readonly cause: string
}

/** What an alert is about where the platform's one alert about several organisations says it. */
const topics: Readonly<Partial<Record<OrganizationRule, Topic>>> = {
  suspended: 'stopped',
  third_failure: 'failing',
  final_failure: 'failing',
  error_rate: 'failing',
  waiting: 'waiting',
  stalled: 'waiting',
  late_delivery: 'unbooked',
}
const inOrder: readonly Topic[] = ['stopped', 'failing', 'waiting', 'unbooked']

/** What calls the people who run the installation though one organisation alone has it: each has a summary of its own. */
const alone: Readonly<Record<Exclude<SummaryRule, 'organizations'>, OrganizationRule>> = {
  second_vouchers: 'posted_twice',
  broken_logs: 'broken_log',
  secrets: 'expiring_secret',
}
export const summaryRules = [
  'organizations',
  ...(Object.keys(alone) as (keyof typeof alone)[]),
] as const

/** Rules whose alerts are not counted among organisations that alert at once. */
export const summedUpAlone: readonly OrganizationRule[] = Object.values(alone)

const isOf = (rule: SummaryRule, one: SummedUp): boolean =>
  rule === 'organizations' ? one.rule in topics : one.rule === alone[rule]

/** When the platform has an alert of a kind. Whoever joins or leaves meanwhile changes nothing but what it says. */
export function summarySpans(rule: SummaryRule, all: readonly SummedUp[], now: number): Span[] {
  const own = all.filter((one) => isOf(rule, one))
  return rule === 'organizations'
    ? spansTogether(own, now)
    : united(own.map(({ from, until }) => (until === undefined ? { from } : { from, until })))
}

/** What the platform's alert of a span says at a moment. */
export function summaryFigures(
  rule: SummaryRule,
  span: Span,
  all: readonly SummedUp[],
  moment: number,
): Figures {
  const members = summedUpIn(rule, span, all)
  const left = members.filter(({ until = Infinity }) => until > moment)
  const byTopic = Map.groupBy(members, ({ rule: own }) => topics[own])
  const shown = inOrder.flatMap((topic) => {
    const those = byTopic.get(topic)
    return those ? [[topic, namesOf(those)] as const] : []
  })
  return {
    affected: organizationsOf(members),
    remaining: organizationsOf(left),
    detail: {
      names: namesOf(members),
      organizations: named(members),
      ...(shown.length > 0 && { topics: Object.fromEntries(shown) }),
    },
  }
}

/** What people are called again for: another organisation, or a secret that is about to expire. */
export function summaryAgain(
  rule: SummaryRule,
  span: Span,
  all: readonly SummedUp[],
  now: number,
): Again | undefined {
  if (rule === 'organizations') return undefined
  const open = summedUpIn(rule, span, all).filter(({ until = Infinity }) => until > now)
  const joined = open.map(({ from }): Again => ({ at: from, change: 'grown' }))
  const soon =
    rule === 'secrets'
      ? open.map(({ cause }): Again => ({ at: lastCallOf(cause), change: 'sooner' }))
      : []
  return [...joined, ...soon]
    .filter(({ at }) => at <= now)
    .toSorted((a, b) => a.at - b.at)
    .at(-1)
}

function summedUpIn(rule: SummaryRule, span: Span, all: readonly SummedUp[]): SummedUp[] {
  const own = all.filter((one) => isOf(rule, one))
  if (rule === 'organizations') return membersOf(span, own)
  const { from, until = Infinity } = span
  return own.filter((one) => one.from >= from && one.from <= until)
}

const organizationsOf = (members: readonly SummedUp[]) =>
  new Set(members.map(({ organizationId }) => organizationId)).size

const named = (members: readonly SummedUp[]): NamedOrganization[] =>
  [...new Map(members.map(({ organizationId, name }) => [organizationId, name]))]
    .map(([organizationId, name]) => ({ organizationId, name }))
    .toSorted(
      (one, other) =>
        one.name.localeCompare(other.name, 'nb') ||
        one.organizationId.localeCompare(other.organizationId),
    )

const namesOf = (members: readonly SummedUp[]): string[] => named(members).map(({ name }) => name)
