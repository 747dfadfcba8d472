import { fixedClock } from '@bilagsbro/kernel/clock'
import { countedIds } from '@bilagsbro/kernel/ids'
import { createApp } from '#app.ts'
import type { Approval } from '#application/accept-records.ts'
import type { Fact } from '#domain/fact.ts'
import { aConnector, anApprovedRecord, anOrganization, policy, start } from './builders.ts'
import { createFakeAdapter } from './fake-adapter.ts'
import type { Command } from './sync-commands.ts'
import type { TestStore } from './test-store.ts'

export const outstandingLimit = 2

/** The whole application on a real database, an adapter that keeps its promises, and a memory of what was accepted. */
export function createSyncWorld(opened: TestStore) {
  const clock = fixedClock(start)
  const adapter = createFakeAdapter()
  const app = createApp({
    store: opened.store,
    overview: opened.overview,
    organizationsCaughtUp: async () => {},
    clock,
    newId: countedIds('run'),
    random: () => 0.5,
    policy: { ...policy, outstanding: outstandingLimit, page: 4 },
  })
  const versions = new Map<string, number>()
  const accepted = new Map<string, string>()
  const wronglyRejected: string[] = []
  let heard = 0
  /** What a crash before the offsets were committed brings again. */
  let last: () => Promise<unknown> = async () => {}

  const configure = (organizationId: string, enabled: boolean, mapped: boolean, from: boolean) => {
    const version = (versions.get(organizationId) ?? 0) + 1
    versions.set(organizationId, version)
    const base = anOrganization({ organizationId, version })
    const sendFrom = from ? { sendFrom: '2026-11-21T00:00:00Z' } : {}
    const connector = aConnector({ enabled, ...sendFrom })
    const mapping = mapped ? base.mapping : { ...base.mapping, categories: {} }
    return app.applyConnectors([{ ...base, connector, mapping }])
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
        last = () => configure(one.organizationId, one.enabled, one.mapped, one.sendFrom)
        return last()
      case 'act':
        for (const [which, how] of one.acts) {
          const open = adapter.open()
          if (open.length > 0) adapter.act(open[which % open.length]!, how)
        }
        return Promise.resolve()
      case 'deliver': {
        const { undelivered, answers } = adapter
        const picked = one.picks.flatMap((pick) =>
          undelivered.splice(pick % (undelivered.length || 1), 1),
        )
        const again = answers.length > 0 ? one.again.map((at) => answers[at % answers.length]!) : []
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
export type SyncWorld = ReturnType<typeof createSyncWorld>
