import { sql, type Kysely } from 'kysely'
import { standard, type Thresholds } from '#domain/thresholds.ts'

type ThresholdRow = { readonly [K in keyof Thresholds]: Thresholds[K] | null } & {
  readonly version: number
}

export interface ReadThresholds {
  readonly platform: ThresholdRow | undefined
  readonly own: ThresholdRow | undefined
  /** The organisation's own, else the platform's, else the standard. */
  readonly effective: Thresholds
}

const columns = sql`errors_per_day as "errorsPerDay", waiting_hours as "waitingHours",
  secret_days as "secretDays", version`

/** Without an organisation, those of the platform. */
export async function readThresholds(db: Kysely<never>, id?: string): Promise<ReadThresholds> {
  const { rows } = await sql<ThresholdRow & { isOwn: boolean }>`
    select false as "isOwn", ${columns} from platform_threshold
    union all select true, ${columns} from threshold where organization_id = ${id ?? ''}`.execute(
    db,
  )
  const [own, platform] = [true, false].map((isOwn) => rows.find((row) => row.isOwn === isOwn))
  const of = (name: keyof Thresholds) => own?.[name] ?? platform?.[name] ?? standard[name]
  return {
    platform,
    own,
    effective: {
      errorsPerDay: of('errorsPerDay'),
      waitingHours: of('waitingHours'),
      secretDays: of('secretDays'),
    },
  }
}
