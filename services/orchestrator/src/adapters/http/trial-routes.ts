import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok } from '@bilagsbro/kernel/result'
import { administrators, recordReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { closed, Moment, OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import { Type, type Static, type TProperties } from 'typebox'
import type { UseCases } from '#app.ts'
import type { Trial } from '#domain/trial.ts'
import { AskedHeaders, askedBy } from './asked.ts'
import { Reason } from './record-fields.ts'

const version = Type.Integer({
  description: 'The version of the settings that made the trial due.',
  examples: [28_512_000],
})
const record = {
  recordId: Type.String({ examples: ['r-1'] }),
  revision: Type.Integer({ examples: [1] }),
}

const inState = <const State extends string, const More extends TProperties>(
  title: string,
  state: State,
  description: string,
  more: More,
) => Type.Object({ state: Type.Literal(state), ...more }, { title, description })

const ShownTrial = Type.Union(
  [
    inState('NoTrial', 'none', 'None is due: all records may go.', {}),
    inState('TrialDue', 'waiting', 'The next record that may go is the trial.', {
      version,
      refused: Type.Integer({
        description: 'Records that went first and were refused for a fault of their own.',
        examples: [0],
      }),
      notBefore: Type.Optional(Moment('The next one goes then at the earliest.')),
    }),
    inState('TrialUnderWay', 'under_way', 'A record went first, and the others wait for it.', {
      version,
      ...record,
      since: Moment('When it was sent.'),
    }),
    inState('TrialProven', 'proven', 'It is in the ledger as it was built.', {
      version,
      ...record,
      voucherNumber: Type.String({ examples: ['V-10017'] }),
      at: Moment('When that was seen.'),
    }),
    inState('TrialFailed', 'failed', 'The connector is suspended until a person acts.', {
      version,
      ...record,
      difference: Type.Object(
        {
          code: Type.String({ examples: ['voucher.different'] }),
          message: Type.String({ description: 'Which line or account differs, and what to do.' }),
        },
        { title: 'TrialDifference' },
      ),
      at: Moment('When that was seen.'),
    }),
    inState('TrialWaived', 'waived', 'A person let all records go without it.', {
      version,
      by: Type.String({ examples: ['kari@example.no'] }),
      at: Moment('When.'),
      reason: Type.Optional(Type.String()),
    }),
  ],
  { title: 'ShownTrial' },
)

export const trialRoutes =
  ({ overview, waiveTrial }: Pick<UseCases, 'overview' | 'waiveTrial'>) =>
  (app: App) => {
    app.get(
      '/organizations/:organizationId/trial',
      {
        config: recordReaders,
        schema: {
          operationId: 'getTrial',
          summary: 'How far the voucher has come that goes first and is read back.',
          params: OrganizationParams,
          response: { 200: ShownTrial },
        },
      },
      async ({ params }, reply) => {
        const found = await overview.trial(params.organizationId)
        return send(reply, 200, found ? ok(shown(found.trial)) : err(unknownOrganization))
      },
    )
    app.post(
      '/organizations/:organizationId/trial/waive',
      {
        config: administrators,
        schema: {
          operationId: 'waiveTrial',
          summary: 'Lets all records go at once, without waiting for the one that goes first.',
          params: OrganizationParams,
          headers: AskedHeaders,
          body: Type.Object({ reason: Reason }, { ...closed, title: 'WaiverRequest' }),
          response: { 200: Type.Object({ version }, { title: 'WaivedTrial' }) },
        },
      },
      async (request, reply) =>
        send(reply, 200, await waiveTrial(askedBy(request), request.body.reason)),
    )
  }

function shown(trial: Trial | undefined): Static<typeof ShownTrial> {
  if (!trial) return { state: 'none' }
  switch (trial.kind) {
    case 'due': {
      const { version, refused, notBefore } = trial
      return { state: 'waiting', version, refused, ...(notBefore && { notBefore }) }
    }
    case 'sent':
      return { state: 'under_way', version: trial.version, ...named(trial), since: trial.since }
    case 'proven': {
      const { version, voucherNumber, at } = trial
      return { state: 'proven', version, ...named(trial), voucherNumber, at }
    }
    case 'failed': {
      const { version, at } = trial
      const { code, message } = trial.difference
      const difference = { code, message }
      return { state: 'failed', version, ...named(trial), difference, at }
    }
    case 'waived': {
      const { version, by, at, reason } = trial
      return { state: 'waived', version, by, at, ...(reason !== undefined && { reason }) }
    }
  }
}

const named = ({ record: { recordId, revision } }: Extract<Trial, { record: object }>) => ({
  recordId,
  revision,
})
