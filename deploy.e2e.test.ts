import { execFile } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ours, read } from './deploy/testing/compose.ts'
import { createContainers } from './deploy/testing/containers.ts'
import { audience } from './packages/local-stack/src/identity-provider.ts'
import { startInfrastructure } from './packages/local-stack/src/infrastructure.ts'
import { createTemporaryFolder } from './packages/local-stack/src/temporary-folder.ts'
import { until } from './packages/local-stack/src/until.ts'
import { createServiceTokens } from './packages/service-kit/src/service-tokens.ts'

test('what docker-compose.yml starts from the image carries the record of the README into the ledger', async () => {
  await using folder = await createTemporaryFolder('compose')
  await using servers = await startInfrastructure({ dataDir: join(folder.path, 'servers') })
  await using containers = await createContainers(folder.path, servers)
  await Promise.all(ours.map(([name]) => containers.started(name)))

  const { topicPrefix } = containers
  await runExample(folder.path, (code) =>
    code
      .replace('127.0.0.1:7103', servers.kafkaBrokers)
      .replace("topic: '", `topic: '${topicPrefix}`),
  )

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
  expect(shown).toMatchObject({
    rows: [{ recordId: expect.stringMatching('^try-'), status: 'posted' }],
  })
  const path = '/_sim/vouchers?organization=hlf'
  const vouchers = await (await fetch(containers.urlOf('dynamics-simulator') + path)).json()
  expect(vouchers).toMatchObject([
    {
      lines: [
        { account: '7140', amount: '249.50', dimensions: { AVDELING: '100' } },
        { account: '2990', amount: '-249.50' },
      ],
    },
  ])
})

/** What the README tells a newcomer to run, with the addresses of this test. */
async function runExample(folder: string, change: (code: string) => string): Promise<void> {
  const example = /```js\n([^]*?)```/.exec(read('README.md'))![1]!
  writeFileSync(join(folder, 'publish.mjs'), change(example))
  mkdirSync(join(folder, 'node_modules'))
  const kafkajs = join(import.meta.dirname, 'packages/messaging/node_modules/kafkajs')
  symlinkSync(kafkajs, join(folder, 'node_modules/kafkajs'))
  await promisify(execFile)(process.execPath, ['publish.mjs'], { cwd: folder, timeout: 30_000 })
}
