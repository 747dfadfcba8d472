import { calls } from '@bilagsbro/adapter-api/calls'
import { ok } from '@bilagsbro/kernel/result'
import {
  configService,
  connectionTesters,
  orchestratorService,
} from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import type { DoubtStore } from '#application/ports/doubt-store.ts'
import type { PostingStore } from '#application/ports/posting-store.ts'
import type { ConnectionUseCases } from '#application/test-connection.ts'
import { answer } from './answer.ts'

interface UseCases extends ConnectionUseCases {
  readonly openPostings: PostingStore['open']
  readonly reportDoubt: DoubtStore['report']
}

export const adapterRoutes =
  ({
    credentialSchema,
    testConnection,
    readCatalogue,
    checkCodes,
    openPostings,
    reportDoubt,
  }: UseCases) =>
  (app: App) => {
    app.post(
      calls.readCatalogue.path,
      {
        config: configService,
        schema: {
          operationId: 'readCatalogue',
          summary: 'What a ledger lets be mapped to.',
          body: calls.readCatalogue.body,
          response: { 200: calls.readCatalogue.answer },
        },
      },
      async (request, reply) => {
        const { kind, ...choice } = request.body
        const read = await readCatalogue(choice, kind)
        return answer(reply, read.ok ? ok({ rows: read.value }) : read)
      },
    )
    app.post(
      calls.testConnection.path,
      {
        config: connectionTesters,
        schema: {
          operationId: 'testConnection',
          summary:
            'Whether credentials lead to a ledger: what was found there, or the cause. Saves nothing.',
          body: calls.testConnection.body,
          response: { 200: calls.testConnection.answer },
        },
      },
      async (request, reply) => answer(reply, await testConnection(request.body)),
    )
    app.get(
      calls.credentialSchema.path,
      {
        config: configService,
        schema: {
          operationId: 'getCredentialSchema',
          summary: 'What this kind of ledger needs to be told to be reached.',
          response: { 200: calls.credentialSchema.answer },
        },
      },
      async (_request, reply) => send(reply, 200, ok(credentialSchema())),
    )
    app.post(
      calls.checkCodes.path,
      {
        config: orchestratorService,
        schema: {
          operationId: 'checkCodes',
          summary: 'How codes that vouchers name stand in the ledger. Changes nothing there.',
          body: calls.checkCodes.body,
          response: { 200: calls.checkCodes.answer },
        },
      },
      async ({ body: { organizationId, codes } }, reply) => {
        const told = await checkCodes(organizationId, codes)
        return answer(reply, told.ok ? ok({ standings: [...told.value] }) : told)
      },
    )
    app.post(
      calls.reportDoubt.path,
      {
        config: orchestratorService,
        schema: {
          operationId: 'reportDoubt',
          summary: 'What look-ups saw of a posting that nobody can prove anything of.',
          body: calls.reportDoubt.body,
          response: { 200: calls.reportDoubt.answer },
        },
      },
      async ({ body }, reply) => send(reply, 200, ok({ report: await reportDoubt(body) })),
    )
    app.post(
      calls.openPostings.path,
      {
        config: configService,
        schema: {
          operationId: 'countOpenPostings',
          summary: 'How many postings of an organisation are not settled in its ledger yet.',
          body: calls.openPostings.body,
          response: { 200: calls.openPostings.answer },
        },
      },
      async (request) => ({ open: await openPostings(request.body.organizationId) }),
    )
  }
