import { wordsFor, type Translated } from '@bilagsbro/booking/cause-words'
import { failureClasses, type FailureClass } from '@bilagsbro/booking/failure'
import { failureCodes } from '@bilagsbro/booking/failure-codes'
import { FailureClass as FailureClassName } from '@bilagsbro/events/fields'
import { anyRecordReader } from '@bilagsbro/service-kit/access-rules'
import type { App } from '@bilagsbro/service-kit/http-app'
import { pageOf, PageQuery, RowsOf } from '@bilagsbro/service-kit/http-schemas'
import { Type } from 'typebox'
import { mendKindOf } from '#domain/cause.ts'
import { MendKind, Words } from './cause-fields.ts'

const goesAgain = ['by_itself', 'when_mended', 'by_retry', 'by_word'] as const

const FailureCode = Type.Object(
  {
    code: Type.String({ examples: ['account.blocked'] }),
    class: FailureClassName,
    title: Words,
    remedy: Type.Optional(Words),
    mend: MendKind,
    again: Type.Enum([...goesAgain], {
      description:
        'What has the record sent again. `by_word`: a person has looked in the ledger, and says what is there.',
    }),
  },
  { title: 'FailureCode' },
)

/** What records can fail for, in words; the same for every organisation. */
export const failureCodeRoutes = () => (app: App) => {
  app.get(
    '/failure-codes',
    {
      config: anyRecordReader,
      schema: {
        operationId: 'listFailureCodes',
        summary: 'What records can fail for: what it means, who mends it, and what happens then.',
        querystring: PageQuery,
        response: { 200: RowsOf('FailureCodes', FailureCode) },
      },
    },
    async ({ query }) => pageOf(rows, query),
  )
}

function shown(code: string, cls: FailureClass) {
  const cause = { class: cls, code }
  const words = wordsFor(cause)
  const remedy = wordsOf(words, afterFirst)
  return {
    code,
    class: cls,
    title: wordsOf(words, first),
    ...(remedy.nb !== '' && { remedy }),
    mend: mendKindOf(cause),
    again: code.startsWith('mapping.') ? ('when_mended' as const) : againBy[cls],
  }
}

const againBy: Readonly<Record<FailureClass, (typeof goesAgain)[number]>> = {
  transient: 'by_itself',
  rate_limited: 'by_itself',
  unreachable: 'by_itself',
  auth: 'when_mended',
  config: 'when_mended',
  period_closed: 'when_mended',
  data: 'by_retry',
  awaiting_approval: 'by_retry',
  rejected_in_ledger: 'by_word',
  different_in_ledger: 'by_word',
  accepted_unseen: 'by_word',
}

/** The first sentence says what happened, the others what to do. */
const first = (text: string) => text.split('. ')[0]!
const afterFirst = (text: string) => text.split('. ').slice(1).join('. ')
const wordsOf = ({ nb, nn, en }: Translated, part: (text: string) => string): Translated => ({
  nb: part(nb),
  nn: part(nn),
  en: part(en),
})

const rows = failureClasses
  .flatMap((cls) => failureCodes[cls].map((code) => shown(code, cls)))
  .toSorted((a, b) => (a.code < b.code ? -1 : 1))
