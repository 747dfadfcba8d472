import { fixedClock } from '@bilagsbro/kernel/clock'
import { countedIds } from '@bilagsbro/kernel/ids'
import { calendar } from '#adapters/croner/calendar.ts'
import { createApp } from '#app.ts'
import type { Approval } from '#application/accept-records.ts'
import type { PostingAnswer } from '#application/settle-postings.ts'
import type { Fact } from '#domain/fact.ts'
import { isSameRecord, type RecordKey } from '#domain/record.ts'
import { aConnector, anApprovedRecord, anOrganization, policy, start } from './builders.ts'
import { createFakeAdapter } from './fake-adapter.ts'
import type { Command } from './sync-commands.ts'
import type { TestStore } from './test-store.ts'

export const outstandingLimit = 2
const everyHour = { cron: '0 * * * *', timeZone: 'Europe/Oslo' } as const

interface How {
  readonly enabled: boolean
  readonly mapped: boolean
  readonly sendFrom: boolean
  readonly scheduled: boolean
}

/** The whole application on a real database, an adapter that keeps its promises, and a memory of what was accepted. */
export function createSyncWorld(opened: Pick<TestStore, 'store' | 'overview' | 'told'>) {
  const clock = fixedClock(start)
  const adapter = createFakeAdapter()
  const app = createApp({
    store: opened.store,
    overview: opened.overview,
    organizationsCaughtUp: async () => {},
    clock,
    newId: countedIds('run'),
    random: () => 0.5,
    calendar,
    policy: { ...policy, outstanding: outstandingLimit, page: 4 },
  })
  const versions = new Map<string, number>()
  const accepted = new Map<string, string>()
  const wronglyRejected: string[] = []
  let heard = 0
  /** What a crash before the offsets were committed brings again. */
  let last: () => Promise<unknown> = async () => {}

  const configure = (organizationId: string, how: Partial<How> = {}) => {
    const { enabled = true, mapped = true, sendFrom: from = false, scheduled = false } = how
    const version = (versions.get(organizationId) ?? 0) + 1
    versions.set(organizationId, version)
    const base = anOrganization({ organizationId, version })
    const sendFrom = from ? { sendFrom: '2026-11-21T00:00:00Z' } : {}
    const connector = aConnector({ enabled, ...sendFrom })
    const mapping = mapped ? base.mapping : { ...base.mapping, categories: {} }
    const schedule = scheduled ? everyHour : null
    return app.applyConnectors([{ ...base, connector, mapping, schedule }])
  }
  const approve = async (approvals: Approval[]) => {
    const rejected = new Set((await app.acceptRecords(approvals)).map(({ approval }) => approval))
    for (const approval of approvals) {
      const { organizationId, recordId, revision } = approval.content
      const key = `${organizationId}/${recordId}/${revision}`
      const content = JSON.stringify(approval.content)
      if (!rejected.has(approval)) accepted.set(key, content)
      else if (accepted.get(key) === content) wronglyRejected.push(key)
    }
  }
  const run = (one: Command): Promise<unknown> => {
    switch (one.do) {
      case 'approve': {
        const recordType = one.other ? 'other' : 'expense'
        const approvals = one.names.map((key) => ({
          content: anApprovedRecord({ ...key, recordType }),
        }))
        last = () => approve(approvals)
        return last()
      }
      case 'configure':
        last = () => configure(one.organizationId, one)
        return last()
      case 'act':
        for (const [which, how] of one.acts) {
          const open = adapter.open()
          if (open.length > 0) adapter.act(open[which % open.length]!, how)
        }
        return Promise.resolve()
      case 'clerk': {
        const delivered = adapter.delivered()
        if (delivered.length > 0) adapter.clerk(delivered[one.which % delivered.length]!, one.clerk)
        return Promise.resolve()
      }
      case 'start':
        return app.startRun(one.organizationId, 'u-1')
      case 'deliver': {
        const { undelivered, answers } = adapter
        const picked = one.picks.flatMap((pick) => takeInOrder(undelivered, pick))
        const heard = answers.filter((answer) => !undelivered.includes(answer))
        const again = one.again.flatMap((at) => readAgain(heard, at))
        last = () => app.settlePostings([...picked, ...again])
        return last()
      }
      case 'tick':
        clock.advance(one.seconds * 1_000)
        return app.tendOrganizations()
      case 'crash':
        return last()
    }
  }
  return {
    app,
    adapter,
    clock,
    accepted,
    wronglyRejected,
    configure,
    /** Carries a command out, gives the adapter what it was told, and gives back what everybody was told. */
    async after(work: Promise<unknown>): Promise<Fact[]> {
      await work
      const facts = opened.told.slice(heard)
      heard = opened.told.length
      adapter.hear(facts)
      return facts
    },
    run,
  }
}
/** One record's answers share a key, and are read in the order in which they were said. */
function takeInOrder(undelivered: PostingAnswer[], pick: number): PostingAnswer[] {
  const picked = undelivered[pick % (undelivered.length || 1)]
  return picked ? undelivered.splice(undelivered.findIndex(isAbout(picked)), 1) : []
}

/** From an answer on, as after a crash: whatever else was said of its record comes again, too. */
const readAgain = (heard: readonly PostingAnswer[], at: number): PostingAnswer[] => {
  const from = at % (heard.length || 1)
  return heard.slice(from).filter(isAbout(heard[from]))
}

const isAbout = (one: RecordKey | undefined) => (other: RecordKey) =>
  one !== undefined && isSameRecord(one, other)

export type SyncWorld = ReturnType<typeof createSyncWorld>
