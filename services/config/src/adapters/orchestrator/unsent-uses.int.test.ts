import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { afterAll, expect, test } from 'vitest'
import { createUnsentUses } from './unsent-uses.ts'

const asked: object[] = []
const used = { categories: ['taxi'], payeeKinds: [] }
const answers: Record<string, [number, unknown] | undefined> = {
  hlf: [200, used],
  odd: [200, { categories: 'taxi' }],
  down: [503, {}],
  locked: [401, {}],
}
const answered = async (request: IncomingMessage, response: ServerResponse) => {
  const { method, url: path, headers } = request
  asked.push({ method, path, authorization: headers.authorization, body: await json(request) })
  const answer = answers[path!.split('/')[3]!]
  if (answer) response.writeHead(answer[0]).end(JSON.stringify(answer[1]))
}
const server = createServer((request, response) => void answered(request, response))
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.closeAllConnections())
afterAll(() => server.close())

let forgotten = 0
const unsentUses = createUnsentUses({
  orchestratorUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  tokens: { token: async () => 'own', forget: () => void forgotten++ },
  logger: createLogger('config', 'silent'),
})
const names = { categories: ['taxi', 'taxx'], payeeKinds: ['employee'] }

test('CONFIG-4: the orchestrator is asked with the own token, and tells which names records use', async () => {
  expect(await unsentUses.among('hlf', names)).toEqual(used)
  expect(asked).toEqual([
    {
      method: 'POST',
      path: '/internal/organizations/hlf/unsent-uses',
      authorization: 'Bearer own',
      body: names,
    },
  ])
})

test.each(['odd', 'down', 'silent'])('an answer that is %s tells nothing', async (organization) => {
  expect(await unsentUses.among(organization, names)).toBeUndefined()
})

test('a token that is refused is not used again', async () => {
  expect(await unsentUses.among('locked', names)).toBeUndefined()
  expect(forgotten).toBe(1)
})

test('more names than one question takes are not asked about', async () => {
  const many = Array.from({ length: 1_001 }, (_, at) => `c${at}`)
  const before = asked.length
  expect(await unsentUses.among('hlf', { ...names, categories: many })).toBeUndefined()
  expect(asked).toHaveLength(before)
})
