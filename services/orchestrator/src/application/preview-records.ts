import type { LedgerCode, Standing } from '@bilagsbro/booking/ledger-code'
import { osloDayOf } from '@bilagsbro/booking/posting-date'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Organization } from '#domain/organization.ts'
import {
  codesOf,
  createTallies,
  draftOf,
  laterDraft,
  previewOf,
  type Draft,
  type Preview,
  type Tally,
  type Verdict,
} from '#domain/preview.ts'
import type { RecordKey } from '#domain/record.ts'
import { withCourses } from './courses.ts'
import type { LedgerChecks } from './ports/ledger-checks.ts'
import type { OrganizationReads, WaitingRecords } from './ports/waiting-records.ts'

interface Deps {
  readonly waitingRecords: WaitingRecords
  readonly ledgerChecks: LedgerChecks
  readonly clock: Clock
  /** Whether the past is known. */
  readonly mayDecide: () => boolean
}

/** Records that one preview looks at. */
const most = 10_000
/** Records in memory at a time, and codes in one question. */
const atATime = 500
/** For all questions of one preview. */
const checksMs = 8_000

interface Page {
  readonly verdict?: Verdict | undefined
  readonly offset: number
  readonly limit: number
}

export interface PreviewedRecords {
  readonly previewedAt: Date
  readonly tallies: readonly Tally[]
  /** Of the verdict that is asked for, or of all. */
  readonly rows: readonly Preview[]
  readonly total: number
  /** Records that wait behind those that were looked at. */
  readonly beyond: number
}

export function createPreviewRecords({ waitingRecords, ledgerChecks, clock, mayDecide }: Deps) {
  const openFor = async (id: string): Promise<Result<Opened, Refusal>> => {
    if (!mayDecide()) return err(stillReading)
    const reads = await waitingRecords.of(id)
    if (!reads) return err(unknownOrganization)
    const look = createLook(ledgerChecks, reads.organization, osloDayOf(clock.now().getTime()))
    return ok({
      reads,
      preview: async (keys) => {
        const turns = await withCourses(reads, await reads.contents(keys))
        return look(turns.map((turn) => draftOf(reads.organization, turn)))
      },
    })
  }
  return {
    /** What would come of everything that waits, the oldest first, if it were sent now. */
    async previewWaiting(
      organizationId: string,
      { verdict, offset, limit }: Page,
    ): Promise<Result<PreviewedRecords, Refusal>> {
      const opened = await openFor(organizationId)
      if (!opened.ok) return opened
      const { reads, preview } = opened.value
      const { keys, total: waiting } = await reads.waiting(most)
      const tallies = createTallies()
      const rows: Preview[] = []
      let total = 0
      for (let from = 0; from < keys.length; from += atATime)
        for (const one of await preview(keys.slice(from, from + atATime))) {
          tallies.add(one)
          if (verdict !== undefined && one.verdict !== verdict) continue
          if (total++ >= offset && rows.length < limit) rows.push(one)
        }
      const beyond = Math.max(0, waiting - most)
      return ok({ previewedAt: clock.now(), tallies: tallies.all(), rows, total, beyond })
    },

    /** What would come of one record, whatever its state, if it were sent now. */
    async previewRecord(key: RecordKey): Promise<Result<Preview, Refusal>> {
      const opened = await openFor(key.organizationId)
      if (!opened.ok) return opened
      const [preview] = await opened.value.preview([key])
      return preview ? ok(preview) : err(unknownRecord(key))
    },
  }
}

interface Opened {
  readonly reads: OrganizationReads
  /** In the order of the keys; without those that are not there. */
  readonly preview: (keys: readonly RecordKey[]) => Promise<readonly Preview[]>
}

/** Asks about each code once, however many vouchers name it. A date that is moved is looked at month by month, as in sending. */
function createLook(ledgerChecks: LedgerChecks, organization: Organization, today: string) {
  const { connector, organizationId } = organization
  const known = new Map<string, Standing>()
  const signal = AbortSignal.timeout(checksMs)
  const askAbout = async (codes: readonly (readonly [key: string, code: LedgerCode])[]) => {
    if (!connector || codes.length === 0) return
    const asked = codes.map(([, code]) => code)
    const told = await ledgerChecks.standings(connector.type, organizationId, asked, signal)
    for (const [at, [key]] of codes.entries())
      known.set(key, told[at] ?? { standing: 'unanswered' })
  }
  const judge = async (drafts: readonly Draft[]): Promise<Preview[]> => {
    const named = new Map(drafts.flatMap((draft) => [...codesOf(draft)]))
    const unknown = [...named].filter(([key]) => !known.has(key))
    for (let from = 0; from < unknown.length; from += atATime)
      await askAbout(unknown.slice(from, from + atATime))
    return drafts.map((draft) => previewOf(draft, known))
  }
  return async (drafts: readonly Draft[]): Promise<Preview[]> => {
    const previews = await judge(drafts)
    for (;;) {
      const later = previews.map((preview) => laterDraft(organization, preview, today))
      const moved = later.filter((draft) => draft !== undefined)
      if (moved.length === 0) return previews
      const judged = (await judge(moved)).values()
      for (const [at, draft] of later.entries()) if (draft) previews[at] = judged.next().value!
    }
  }
}

const stillReading: Refusal = { kind: 'unavailable', code: 'sync.still_reading' }
const unknownOrganization: Refusal = { kind: 'missing', code: 'organization.not_found' }
const unknownRecord = ({ recordId, revision }: RecordKey): Refusal => ({
  kind: 'missing',
  code: 'revision.not_found',
  params: { recordId, revision },
})
