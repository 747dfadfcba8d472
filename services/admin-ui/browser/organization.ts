import { randomUUID } from 'node:crypto'
import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { randomId } from '@bilagsbro/kernel/ids'
import {
  demoMapping,
  inBusinessCentral,
  waiving,
  type OrganizationEntry,
} from '@bilagsbro/local-stack/demo-organizations'
import { createAppProducer } from '@bilagsbro/local-stack/load/app-producer'
import { createApprovals } from '@bilagsbro/local-stack/load/approvals'
import { seedOrganizations, untilShown } from '@bilagsbro/local-stack/seed'
import type { StackFile } from '@bilagsbro/local-stack/stack-file'
import { connectKafka } from '@bilagsbro/messaging/connection'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { createServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { until } from '@bilagsbro/local-stack/until'
import type { OrganizationSeed } from '@bilagsbro/simulators/business-central/seed'
import type { XledgerSeed } from '@bilagsbro/simulators/xledger/seed'

const categories = Object.keys(demoMapping.categories)

/**
 * An organisation that no other test knows, in a Business Central of its own and switched on, with what the approval app
 * and an administrator's scripts do for it. `change`: what is entered otherwise than in the demo.
 */
export async function createOrganization(
  stack: StackFile,
  change: (entry: OrganizationEntry) => OrganizationEntry = (entry) => entry,
) {
  const { token, urlOf, call } = callsTo(stack)
  const simulator = stack.simulators['business-central']!.url
  const [seed] = await call<OrganizationSeed[]>(`${simulator}/_sim/organizations`, 'POST', {
    prefix: `side-${randomUUID().slice(0, 8)}`,
    count: 1,
  })
  const entry = change(waiving('This tests something else.')(inBusinessCentral(seed!)))
  const id = entry.organizationId
  await seedOrganizations({ configUrl: urlOf('config'), token, organizations: [entry] })
  await untilShown([id], { statusUrl: urlOf('status-query'), token })

  return { ...told(stack, id, entry.name), seed: seed! }
}

/**
 * One that nothing is set up for, and what its administrator has from Xledger to set it up with. The ledger books what it
 * was sent when it is told to: `importNow`.
 */
export async function createEmptyOrganization(stack: StackFile) {
  const { urlOf, call } = callsTo(stack)
  const simulator = stack.simulators['xledger']!.url
  const [seed] = await call<XledgerSeed[]>(`${simulator}/_sim/organizations`, 'POST', {
    prefix: `ny-${randomUUID().slice(0, 8)}`,
    count: 1,
  })
  const { organizationId: id, name } = seed!
  await call(`${urlOf('config')}/organizations/${id}`, 'PUT', { name })
  // A record of an organisation that nobody has told of is set aside.
  const isKnown = async () =>
    (
      await fetch(`${urlOf('status-query')}/organizations/${id}/status`, {
        headers: { authorization: `Bearer ${await callsTo(stack).token()}` },
      })
    ).ok
  if (!(await until(isKnown, { deadlineMs: 30_000 }))) throw new Error(`Nobody was told of ${id}.`)
  return {
    ...told(stack, id, name),
    seed: seed!,
    importNow: () =>
      fetch(`${simulator}/_sim/import?organization=${id}`, { method: 'POST' }).then(
        () => undefined,
      ),
  }
}

/** As a platform administrator's script would. */
function callsTo(stack: StackFile) {
  const user = stack.oidc.users['demo-global-admin']!
  const tokens = createServiceTokens({
    issuer: stack.oidc.issuer,
    clientId: user.clientId,
    clientSecret: user.clientSecret,
    audience: 'bilagsbro',
  })
  const token = () => tokens.token()
  const urlOf = (name: string) => stack.services[name]!.url
  const call = async <Answer>(url: string, method: string, body?: object): Promise<Answer> => {
    const answer = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${await token()}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  return { token, urlOf, call }
}

function told(stack: StackFile, id: string, name: string) {
  const { urlOf, call } = callsTo(stack)
  const next = createApprovals({
    organizations: [id],
    categories,
    costCenters: ['100', '200', '300'],
    random: Math.random,
    prefix: randomUUID().slice(0, 8),
    now: () => new Date(),
  })
  return {
    id,
    name,
    /** The page of it. */
    path: `/organisasjoner/${id}`,
    /** Asks a service as a platform administrator's script would; `path` is behind that of the organisation. */
    call: <Answer = unknown>(service: string, method: string, path: string, body?: object) =>
      call<Answer>(`${urlOf(service)}/organizations/${id}${path}`, method, body),
    /** Has so many records approved; gives them back. */
    async approve(
      count: number,
      alter: (record: RecordApproved) => RecordApproved = (record) => record,
    ): Promise<RecordApproved[]> {
      const logger = createLogger('approval-app', 'silent')
      const connection = connectKafka({
        brokers: stack.kafka.brokers,
        topicPrefix: stack.kafka.topicPrefix,
        clientId: 'approval-app',
        logger,
      })
      await using producer = createAppProducer({ connection, newId: randomId, logger })
      const records = Array.from({ length: count }, () => alter(next()))
      await producer.publish(records)
      return records
    },
  }
}
