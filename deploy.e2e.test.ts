import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ours } from './deploy/testing/compose.ts'
import { createContainers } from './deploy/testing/containers.ts'
import { randomId } from './packages/kernel/src/ids.ts'
import { audience } from './packages/local-stack/src/identity-provider.ts'
import { startInfrastructure } from './packages/local-stack/src/infrastructure.ts'
import { createAppProducer } from './packages/local-stack/src/load/app-producer.ts'
import { createApprovals } from './packages/local-stack/src/load/approvals.ts'
import { createTemporaryFolder } from './packages/local-stack/src/temporary-folder.ts'
import { until } from './packages/local-stack/src/until.ts'
import { connectKafka } from './packages/messaging/src/connection.ts'
import { createLogger } from './packages/service-kit/src/logger.ts'
import { createServiceTokens } from './packages/service-kit/src/service-tokens.ts'

test('what docker-compose.yml starts from the image carries a record into the ledger', async () => {
  await using folder = await createTemporaryFolder('compose')
  await using servers = await startInfrastructure({ dataDir: join(folder.path, 'servers') })
  await using containers = await createContainers(folder.path, servers)
  await Promise.all(ours.map(([name]) => containers.started(name)))

  const logger = createLogger('compose', 'error')
  const { kafkaBrokers: brokers } = servers
  const { topicPrefix } = containers
  const connection = connectKafka({ brokers, clientId: 'approval-app', topicPrefix, logger })
  await using producer = createAppProducer({ connection, newId: randomId, logger })
  const record = createApprovals({
    organizations: ['hlf'],
    categories: ['taxi'],
    costCenters: ['100'],
    random: Math.random,
    prefix: 'composed',
    now: () => new Date(),
  })()
  await producer.publish([record])

  const tokens = createServiceTokens({
    issuer: containers.urlOf('identity-provider'),
    clientId: 'demo-auditor-hlf',
    clientSecret: containers.secrets().identity.clientSecrets['demo-auditor-hlf']!,
    audience,
  })
  const url = `${containers.urlOf('status-query')}/organizations/hlf/records`
  let shown: unknown
  await until(
    async () => {
      const headers = { authorization: `Bearer ${await tokens.token()}` }
      shown = await (await fetch(url, { headers })).json()
      return JSON.stringify(shown).includes('"posted"')
    },
    { deadlineMs: 60_000, everyMs: 200 },
  )
  expect(shown).toMatchObject({ rows: [{ recordId: record.recordId, status: 'posted' }] })
  const path = '/_sim/vouchers?organization=hlf'
  expect(await (await fetch(containers.urlOf('simulators') + path)).json()).toHaveLength(1)
})
