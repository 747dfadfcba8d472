import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import type { RestOrganizationSeed } from '@bilagsbro/simulators/rest-ledger/seed'
import { Kafka, logLevel } from 'kafkajs'
import { Pool } from 'undici'
import { demoMapping } from '../demo-organizations.ts'

export interface StrongLoopOptions {
  readonly brokers: string
  readonly topic: string
  /** Of the ledgers with a REST API. */
  readonly simulatorUrl: string
  readonly organizations: readonly RestOrganizationSeed[]
  readonly records: readonly RecordApproved[]
}

const partitions = 6
/** Requests of the loop at the same time. */
export const inFlight = 64

/**
 * The loop that a good hand would write for a ledger with a REST API: batches from Kafka, one request for each record, many
 * of them in flight, offsets committed by batch. It keeps no state, so that a crash or a lost answer loses or doubles
 * vouchers. Gives records per second.
 */
export async function runStrongLoop(options: StrongLoopOptions): Promise<number> {
  const { brokers, topic, records, simulatorUrl } = options
  const kafka = new Kafka({
    brokers: brokers.split(','),
    clientId: 'strong-loop',
    logLevel: logLevel.NOTHING,
  })
  await using resources = new AsyncDisposableStack()
  const admin = resources.adopt(kafka.admin(), (open) => open.disconnect())
  await admin.connect()
  await admin.createTopics({
    topics: [{ topic, numPartitions: partitions }],
    waitForLeaders: true,
  })
  const producer = resources.adopt(kafka.producer({ idempotent: true }), (open) =>
    open.disconnect(),
  )
  await producer.connect()
  await producer.send({
    topic,
    messages: records.map((record) => ({ key: record.recordId, value: JSON.stringify(record) })),
  })
  // Its connections are what bounds the requests in flight.
  const pool = resources.adopt(new Pool(simulatorUrl, { connections: inFlight }), (open) =>
    open.close(),
  )
  const signIns = new Map(
    options.organizations.map((seed) => [seed.organizationId, headersOf(seed)]),
  )
  const book = async (text: string) => {
    const record = JSON.parse(text) as RecordApproved
    const voucher = voucherOf(record)
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: `/${record.organizationId}/vouchers`,
      headers: {
        ...signIns.get(record.organizationId)!,
        'idempotency-key': `"${voucher.reference}"`,
      },
      body: JSON.stringify(voucher),
    })
    const answer = await body.text()
    if (statusCode !== 201) throw new Error(`${statusCode} ${answer}`)
  }
  const consumer = resources.adopt(kafka.consumer({ groupId: topic }), (open) => open.disconnect())
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  const done = Promise.withResolvers<void>()
  consumer.on(consumer.events.CRASH, ({ payload }) => done.reject(payload.error))
  let left = records.length
  let started = 0
  await consumer.run({
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: partitions,
    eachBatch: async (turn) => {
      const { batch } = turn
      started ||= performance.now()
      await Promise.all(batch.messages.map(({ value }) => book(String(value))))
      turn.resolveOffset(batch.lastOffset())
      await turn.commitOffsetsIfNecessary()
      left -= batch.messages.length
      if (left === 0) done.resolve()
    },
  })
  await done.promise
  return records.length / ((performance.now() - started) / 1000)
}

function headersOf({ authentication }: RestOrganizationSeed): Record<string, string> {
  if (authentication.kind !== 'api_key') throw new Error('The loop signs in with a key.')
  return { 'content-type': 'application/json', [authentication.header]: authentication.apiKey }
}

function voucherOf(record: RecordApproved) {
  const rules: Readonly<Record<string, { account: string }>> = demoMapping.categories
  const debits = record.lines.map(({ category, amount, costCenter = '100' }) => ({
    account: rules[category]!.account,
    amount: Number(amount),
    costCentre: costCenter,
  }))
  const credit = {
    account: demoMapping.credits[record.payee.kind],
    amount: -Number(record.total),
    costCentre: '100',
  }
  return {
    reference: voucherReference(record.organizationId, record.recordId, record.revision),
    date: record.approvedAt.slice(0, 10),
    currency: 'NOK',
    text: 'Reise og utlegg',
    lines: [...debits, credit],
  }
}
