import { wordsFor } from '@bilagsbro/booking/cause-words'
import { Failure } from '@bilagsbro/events/fields'
import { err, ok } from '@bilagsbro/kernel/result'
import { recordReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import {
  Moment,
  OrganizationParams,
  pageOf,
  PageQuery,
  RowsOf,
} from '@bilagsbro/service-kit/http-schemas'
import { Type } from 'typebox'
import type { UseCases } from '#app.ts'
import type { ListedCause } from '#application/list-causes.ts'
import { MendKind, Words } from './cause-fields.ts'

const { class: FailureClass, subject } = Failure.properties

const Mend = Type.Object(
  {
    kind: MendKind,
    categories: Type.Optional(Type.Array(Type.String(), { description: 'Rows of the mapping.' })),
    payeeKinds: Type.Optional(Type.Array(Type.String(), { description: 'Rows of the mapping.' })),
    period: Type.Optional(Type.String({ examples: ['2026-11'] })),
  },
  { title: 'Mend' },
)

const Cause = Type.Object(
  {
    fingerprint: Type.String({ examples: ['1f0b53a6c7de9a0145b2c3d4'] }),
    class: FailureClass,
    code: Type.String({ examples: ['account.blocked'] }),
    subject,
    status: Type.Enum(['failed', 'waiting'], {
      description: '`waiting`: the records go by themselves when it is mended.',
    }),
    words: Words,
    message: Type.Optional(
      Type.String({ description: 'What was said of the record that failed last.' }),
    ),
    count: Type.Integer({ examples: [37] }),
    amount: Type.String({ description: 'Of all of them together.', examples: ['1234.50'] }),
    oldestAt: Moment('When the first of them was approved.'),
    retriable: Type.Boolean({ description: 'Whether it helps to have the records sent again.' }),
    againAt: Type.Optional(Moment('When the first of them goes again by itself.')),
    mend: Mend,
    fixedAt: Type.Optional(
      Moment(
        'When what mends it was changed, where none of the records failed after that; of a period, when it was seen to be open.',
      ),
    ),
  },
  { title: 'FailureCause' },
)

export const causeRoutes =
  ({ listCauses }: Pick<UseCases, 'listCauses'>) =>
  (app: App) => {
    app.get(
      '/organizations/:organizationId/failure-causes',
      {
        config: recordReaders,
        schema: {
          operationId: 'listFailureCauses',
          summary: 'Why records fail or wait, with what mends it.',
          params: OrganizationParams,
          querystring: PageQuery,
          response: { 200: RowsOf('FailureCauses', Cause) },
        },
      },
      async ({ params, query }, reply) => {
        const causes = await listCauses(params.organizationId)
        return send(
          reply,
          200,
          causes.ok ? ok(pageOf(causes.value.map(shown), query)) : err(causes.error),
        )
      },
    )
  }

const shown = ({ cause, oldestAt, againAt, fixedAt, ...listed }: ListedCause) => ({
  ...listed,
  ...cause,
  words: wordsFor(cause),
  oldestAt: oldestAt.toISOString(),
  ...(againAt && { againAt: againAt.toISOString() }),
  ...(fixedAt && { fixedAt: fixedAt.toISOString() }),
})
