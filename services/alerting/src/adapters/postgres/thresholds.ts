import { sql, type Kysely } from 'kysely'
import type { Chosen } from '#application/ports/threshold-store.ts'
import { standard, type Thresholds } from '#domain/thresholds.ts'

interface Row {
  readonly isOwn: boolean
  readonly errorsPerDay: number | null
  readonly waitingHours: number | null
  readonly secretDays: number | null
  readonly version: number
  readonly changedAt: Date | string
  readonly changedBy: string
}

interface Kept extends Pick<Row, 'version' | 'changedBy'> {
  readonly changedAt: Date
  readonly chosen: Chosen
}

interface ReadThresholds {
  readonly platform: Kept | undefined
  readonly own: Kept | undefined
  /** The organisation's own, else the platform's, else the standard. */
  readonly effective: Thresholds
  /** What applies where the organisation, or the platform, chooses nothing. */
  readonly otherwise: Thresholds
}

const columns = sql`errors_per_day as "errorsPerDay", waiting_hours as "waitingHours", secret_days as "secretDays",
  version, changed_at as "changedAt", changed_by as "changedBy"`

/** Without an organisation, those of the platform. */
export async function readThresholds(db: Kysely<never>, id?: string): Promise<ReadThresholds> {
  const { rows } = await sql<Row>`
    select false as "isOwn", ${columns} from platform_threshold
    union all select true, ${columns} from threshold where organization_id = ${id ?? ''}`.execute(
    db,
  )
  const [own, platform] = [true, false].map((isOwn) =>
    kept(rows.find((row) => row.isOwn === isOwn)),
  )
  const ofPlatform = chosenOr(standard, platform)
  return {
    platform,
    own,
    effective: id === undefined ? ofPlatform : chosenOr(ofPlatform, own),
    otherwise: id === undefined ? standard : ofPlatform,
  }
}

const kept = (row: Row | undefined): Kept | undefined =>
  row && {
    ...row,
    changedAt: new Date(row.changedAt),
    chosen: {
      errorsPerDay: row.errorsPerDay ?? undefined,
      waitingHours: row.waitingHours ?? undefined,
      secretDays: row.secretDays ?? undefined,
    },
  }

const chosenOr = (otherwise: Thresholds, row: Kept | undefined): Thresholds => ({
  errorsPerDay: row?.chosen.errorsPerDay ?? otherwise.errorsPerDay,
  waitingHours: row?.chosen.waitingHours ?? otherwise.waitingHours,
  secretDays: row?.chosen.secretDays ?? otherwise.secretDays,
})
