import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { newOwner } from '@bilagsbro/simulators/xledger/seed'
import {
  perDay,
  recordsOver,
  withCategory,
  withCostCenter,
  withoutCostCenter,
  withProject,
} from './records.ts'
import type { Stage } from './stage.ts'

type Chapter = (stage: Stage, now: Date) => Promise<void>

/** An organisation in order: two weeks of records, one of them corrected and one withdrawn after it was booked. */
const inOrder: Chapter = async (stage, now) => {
  const records = recordsOver('hlf', perDay([3, 4, 2, 5, 3, 0, 0, 4, 6, 3, 5, 4, 0, 1]), now)
  await stage.publish(records)
  await stage.eventually(async () => (await stage.count('hlf', 'posted')) >= records.length)
  const [corrected, withdrawn] = records as [RecordApproved, RecordApproved]
  const [line] = corrected.lines as [RecordApproved['lines'][number]]
  const { organizationId, recordId } = withdrawn
  await stage.publish([
    {
      ...corrected,
      revision: 2,
      approvedAt: now.toISOString(),
      total: '412.50',
      lines: [{ ...line, amount: '412.50' }],
    },
    {
      organizationId,
      recordId,
      revision: 2,
      withdrawnAt: now.toISOString(),
      withdrawnBy: 'coordinator-1',
      reason: 'Sendt inn to ganger',
    },
  ])
}

/** The same in Xledger, and nothing to do. */
const alsoInOrder: Chapter = (stage, now) =>
  stage.publish(recordsOver('blindeforbundet', perDay([2, 3, 1, 4, 2, 3, 2, 1]), now))

/** 37 failures of three causes; some that wait for an account, and one that somebody has taken care of. */
const failing: Chapter = async (stage, now) => {
  const organization = 'nord'
  await stage.publish([
    ...recordsOver(organization, perDay([4, 3, 5, 2, 6, 4, 2]), now),
    ...recordsOver(organization, perDay([4, 3, 5, 2, 4, 1]), now, withCostCenter('250')).map(
      renamed('a'),
    ),
    ...recordsOver(organization, perDay([3, 4, 4]), now, withProject('P7')).map(renamed('b')),
    ...recordsOver(organization, perDay([3, 5]), now, withoutCostCenter('opplæring')).map(
      renamed('c'),
    ),
    ...recordsOver(organization, perDay([1, 2, 2]), now, withCategory('parkering')).map(
      renamed('d'),
    ),
  ])
  await stage.eventually(async () => (await stage.count(organization, 'failed')) >= 38)
  const path = `/organizations/${organization}`
  const found = await stage.ask<{ rows: { recordId: string; revision: number }[] }>(
    'status-query',
    'GET',
    `${path}/records?status=failed&limit=1`,
  )
  const records = found?.rows.map(({ recordId, revision }) => ({ recordId, revision }))
  const reason = 'Betalt fra kassen, og ført for hånd.'
  await stage.ask('orchestrator', 'POST', `${path}/handled`, { records, reason })
}

/** Record ids that do not meet those of the same organisation before. */
const renamed =
  (mark: string) =>
  (record: RecordApproved): RecordApproved => ({
    ...record,
    recordId: `${record.recordId}${mark}`,
  })

/** Switched off with a backlog that has grown for a month. */
const switchedOff: Chapter = async (stage, now) => {
  const organization = 'vest'
  const path = `/organizations/${organization}`
  const before = recordsOver(organization, perDay([2, 3, 1]), now)
  await stage.publish(before)
  await stage.eventually(async () => (await stage.count(organization, 'posted')) >= before.length)
  const reason = 'Kontoplanen legges om. Vi slår på igjen når den er klar.'
  await stage.ask('config', 'PUT', `${path}/connector/state`, { enabled: false, reason })
  // What was approved while it was still on would be sent.
  await stage.eventually(async () => {
    const asked = stage.ask('orchestrator', 'POST', `${path}/connector/probe`, {})
    return asked.then(
      () => false,
      (error: unknown) => String(error).includes('connector.disabled'),
    )
  })
  const ages = [33, 31, 26, 24, 22, 19, 17, 15, 12, 11, 10, 9, 8, 6, 6, 5, 5, 4, 4, 3, 3, 3, 2, 2]
  await stage.publish(
    recordsOver(organization, [...ages, ...perDay([6, 7, 9])], now).map(renamed('v')),
  )
}

/** What a wrong secret does: nothing is sent, and one record is in doubt, since nobody may look. */
const suspended: Chapter = async (stage, now) => {
  const organization = 'sor'
  const before = recordsOver(organization, perDay([2, 2, 3, 1]), now)
  await stage.publish(before)
  await stage.eventually(async () => (await stage.count(organization, 'posted')) >= before.length)
  // The first look finds nothing, the answer to the posting is lost, and the next look is refused.
  const mend = await stage.ledgers.ledgerOf('rest').addFaults([
    { operation: 'vouchers.post', kind: 'drop_after_commit', organization, count: 1 },
    { operation: 'vouchers.list', kind: 'unauthorized', organization, after: 1 },
  ])
  await stage.publish(recordsOver(organization, [0], now).map(renamed('s')))
  await stage.eventually(async () => (await stage.count(organization, 'in_doubt')) > 0)
  await replaceKey(stage)
  await mend()
  await stage.publish(recordsOver(organization, perDay([4, 5, 5]), now).map(renamed('t')))
}

/** The key that the ledger of Medlemsforbundet Sør takes since somebody there made a new one. */
export const newKey = 'ny-nokkel-sor'
export const replaceKey = (stage: Stage): Promise<void> =>
  stage.ledgers.ledgerOf('rest').replaceKey('sor', newKey)

/** Waits for its schedule in a slow ledger; somebody has started a run. */
const running: Chapter = async (stage, now) => {
  const organization = 'ost'
  await slowLedger(stage)
  const path = `/organizations/${organization}/connector/schedule`
  await stage.ask('config', 'PUT', path, { cron: '0 6 * * 1-5' })
  await stage.eventually(async () => {
    const shown = await stage.ask<{ schedule?: string | null }>(
      'status-query',
      'GET',
      `/organizations/${organization}/status`,
    )
    return Boolean(shown?.schedule)
  })
  await runAnew(stage, now, 400)
}

/** Three seconds for each voucher: a run of hundreds goes on for minutes. */
export const slowLedger = (stage: Stage): Promise<unknown> =>
  stage.ledgers.ledgerOf('rest').addFaults([
    {
      operation: 'vouchers.post',
      kind: 'slow',
      organization: 'ost',
      params: { delayMs: 3_000, when: 'before' },
    },
  ])

/** So many more are approved, and somebody has them sent; not while others wait. */
export async function runAnew(stage: Stage, now: Date, count: number): Promise<void> {
  if ((await stage.count('ost', 'pending', 'sending')) > 0) return
  await stage.publish(recordsOver('ost', perDay([count]), now))
  await stage.eventually(async () => (await stage.count('ost', 'pending')) >= count)
  await startRun(stage)
}

async function startRun(stage: Stage): Promise<void> {
  const path = '/organizations/ost'
  const user = 'demo-admin-regions'
  const plan = await stage.ask<{ planId: string }>(
    'orchestrator',
    'GET',
    `${path}/run-plan`,
    undefined,
    user,
  )
  await stage.ask('orchestrator', 'POST', `${path}/runs`, { planId: plan?.planId }, user)
}

/** Drafts that an accountant posts in the ledger. */
const delivered: Chapter = (stage, now) =>
  stage.publish(recordsOver('innlandet', perDay([2, 3, 1, 2, 1]), now))

/** The VAT of the last months is settled: what was approved then waits for somebody's choice of a date. */
const closedPeriod: Chapter = async (stage, now) => {
  const organization = 'midt'
  const vatSettledTo = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 0))
  await stage.ledgers.ledgerOf('business-central').setUp(organization, {
    vatSettledTo: vatSettledTo.toISOString().slice(0, 10),
  })
  const first = now.getUTCDate() - 1
  const inside = first + 5
  const open = perDay([2, 1, 3]).map((days) => Math.min(days, first))
  await stage.publish([
    ...recordsOver(organization, open, now).map(renamed('m')),
    ...recordsOver(organization, [inside, inside, inside + 1], now),
  ])
}

/** Approves already, and keeps its books in an accounting system that nobody has entered. */
const withoutIntegration: Chapter = async (stage, now) => {
  const { organizationId, name } = newOwner
  await stage.ask('config', 'PUT', `/organizations/${organizationId}`, { name })
  await stage.publish(recordsOver(organizationId, perDay([1, 2, 2, 1]), now))
}

/** Each with the organisations that have to be new for it to be told. */
export const chapters: Readonly<Record<string, Chapter>> = {
  hlf: inOrder,
  blindeforbundet: alsoInOrder,
  nord: failing,
  vest: switchedOff,
  sor: suspended,
  ost: running,
  innlandet: delivered,
  midt: closedPeriod,
  ny: withoutIntegration,
}
