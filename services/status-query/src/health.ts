type Level = 'not_configured' | 'disabled' | 'green' | 'amber' | 'red'

interface Rule {
  /** Which sentence of the catalogues says it. */
  readonly rule: 'not_configured' | 'disabled' | 'suspended' | 'no_run' | 'old' | 'failed' | 'fine'
  readonly params: Readonly<Record<string, string | number>>
}

export interface Health {
  readonly level: Level
  /** Worst first; all that apply. */
  readonly rules: readonly Rule[]
}

export interface Situation {
  readonly configured: boolean
  readonly enabled: boolean
  readonly suspended?:
    | { readonly since: Date; readonly code: string; readonly message: string }
    | undefined
  readonly waiting: { readonly count: number; readonly oldestAt?: Date | undefined }
  readonly failed: { readonly count: number; readonly oldestAt?: Date | undefined }
  readonly lastRunAt?: Date | undefined
  readonly lastSuccessAt?: Date | undefined
}

const hour = 60 * 60 * 1000
const patience = 24 * hour

/**
 * Red beats amber beats green, and every rule that applies is said. A run is due whenever records wait, so
 * that an organisation with nothing to send stays green however long it is quiet.
 */
export function healthOf(situation: Situation, now: Date): Health {
  if (!situation.configured)
    return { level: 'not_configured', rules: [{ rule: 'not_configured', params: {} }] }
  if (!situation.enabled) return { level: 'disabled', rules: [{ rule: 'disabled', params: {} }] }
  const red = redRules(situation, now)
  const amber = situation.failed.count > 0 ? [failedRule(situation)] : []
  if (red.length > 0) return { level: 'red', rules: [...red, ...amber] }
  if (amber.length > 0) return { level: 'amber', rules: amber }
  return { level: 'green', rules: [{ rule: 'fine', params: at(situation.lastSuccessAt) }] }
}

function redRules({ suspended, waiting, lastRunAt }: Situation, now: Date): Rule[] {
  const rules: Rule[] = []
  if (suspended)
    rules.push({
      rule: 'suspended',
      params: { ...at(suspended.since), cause: suspended.message, code: suspended.code },
    })
  const oldest = waiting.oldestAt && now.getTime() - waiting.oldestAt.getTime()
  if (oldest === undefined || oldest <= patience) return rules
  const silent = lastRunAt ? now.getTime() - lastRunAt.getTime() : oldest
  if (silent > patience)
    rules.push({ rule: 'no_run', params: { hours: Math.floor(silent / hour), ...at(lastRunAt) } })
  rules.push({ rule: 'old', params: { count: waiting.count, hours: Math.floor(oldest / hour) } })
  return rules
}

const failedRule = ({ failed }: Situation): Rule => ({
  rule: 'failed',
  params: { count: failed.count, ...at(failed.oldestAt) },
})

const at = (moment: Date | undefined) => (moment ? { at: moment.toISOString() } : {})
