/** What tells when an organisation's records go next. */
interface Told {
  readonly enabled: boolean
  /** Left out where nothing is planned by a schedule. */
  readonly schedule?: object | null | undefined
  readonly nextRunAt?: string | undefined
}

/** When records go next: at a moment, as they are approved, or not at all as long as the connector is off. */
export function nextRunOf({ enabled, schedule, nextRunAt }: Told): 'planned' | 'at_once' | 'none' {
  if (!enabled) return 'none'
  if (nextRunAt !== undefined) return 'planned'
  return schedule ? 'none' : 'at_once'
}
