import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import type { OrganizationSeed } from '@bilagsbro/simulators/business-central/seed'
import { Kafka, logLevel } from 'kafkajs'
import { request } from 'undici'
import { demoMapping } from '../demo-organizations.ts'

export interface NaiveOptions {
  readonly brokers: string
  readonly topic: string
  readonly simulatorUrl: string
  readonly organizations: readonly OrganizationSeed[]
  readonly records: readonly RecordApproved[]
}

/**
 * The loop that one would write by hand: `eachMessage`, and for every record its lines, one after another, then
 * post. It keeps no state, so that a crash or a lost answer loses or doubles vouchers. Gives records per second.
 */
export async function runNaiveLoop(options: NaiveOptions): Promise<number> {
  const { brokers, topic, records } = options
  const kafka = new Kafka({
    brokers: brokers.split(','),
    clientId: 'naive',
    logLevel: logLevel.NOTHING,
  })
  await using resources = new AsyncDisposableStack()
  const admin = resources.adopt(kafka.admin(), (open) => open.disconnect())
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: 6 }], waitForLeaders: true })
  const producer = resources.adopt(kafka.producer({ idempotent: true }), (open) =>
    open.disconnect(),
  )
  await producer.connect()
  await producer.send({
    topic,
    messages: records.map((record) => ({ key: record.recordId, value: JSON.stringify(record) })),
  })
  const ledgers = new Map(
    await Promise.all(
      options.organizations.map(async (seed) => {
        const ledger = await openLedger(options.simulatorUrl, seed)
        return [seed.organizationId, ledger] as const
      }),
    ),
  )
  const consumer = resources.adopt(kafka.consumer({ groupId: topic }), (open) => open.disconnect())
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  const done = Promise.withResolvers<void>()
  let left = records.length
  let started = 0
  await consumer.run({
    eachMessage: async ({ message }) => {
      started ||= performance.now()
      const record = JSON.parse(String(message.value)) as RecordApproved
      await ledgers.get(record.organizationId)!.book(record)
      if (--left === 0) done.resolve()
    },
  })
  consumer.on(consumer.events.CRASH, ({ payload }) => done.reject(payload.error))
  await done.promise
  return records.length / ((performance.now() - started) / 1000)
}

async function openLedger(url: string, seed: OrganizationSeed) {
  const { tenantId, environment, companyId, clientId, clientSecret } = seed
  const token = await post(`${url}/${tenantId}/oauth2/v2.0/token`, {
    form: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'https://api.businesscentral.dynamics.com/.default',
    }),
  })
  const company = `${url}/v2.0/${tenantId}/${environment}/api/v2.0/companies(${companyId})`
  const authorization = `Bearer ${String(token['access_token'])}`
  const send = (path: string, json: object) => post(`${company}/${path}`, { json, authorization })
  const journal = await send('journals', { code: 'NAIVE' })
  const lines = `journals(${String(journal['id'])})/journalLines`

  const line = async (
    record: RecordApproved,
    accountNumber: string,
    amount: string,
    costCenter: string,
  ) => {
    const added = await send(lines, {
      accountType: 'G/L Account',
      accountNumber,
      postingDate: record.approvedAt.slice(0, 10),
      documentNumber: voucherReference(record.organizationId, record.recordId, record.revision),
      amount: Number(amount),
    })
    await send(`journalLines(${String(added['id'])})/dimensionSetLines`, {
      code: demoMapping.dimensions.costCenter,
      valueCode: costCenter,
    })
  }
  return {
    async book(record: RecordApproved) {
      const rules: Readonly<Record<string, { account: string }>> = demoMapping.categories
      for (const { category, amount, costCenter = '100' } of record.lines)
        await line(record, rules[category]!.account, amount, costCenter)
      await line(record, demoMapping.credits[record.payee.kind], `-${record.total}`, '100')
      await send(`journals(${String(journal['id'])})/Microsoft.NAV.post`, {})
    },
  }
}

async function post(
  url: string,
  { json, form, authorization }: { json?: object; form?: URLSearchParams; authorization?: string },
): Promise<Record<string, unknown>> {
  const answer = await request(url, {
    method: 'POST',
    headers: {
      'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded',
      ...(authorization && { authorization }),
    },
    body: json ? JSON.stringify(json) : String(form),
  })
  const text = await answer.body.text()
  if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.statusCode} ${text}`)
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
}
