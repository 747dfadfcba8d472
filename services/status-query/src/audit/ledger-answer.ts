import type { LedgerAnswer } from '@bilagsbro/booking/ledger-answer'
import { Type, type Static } from 'typebox'
import { harmlessCode, harmlessId } from './harmless.ts'

/** What an accounting system answered, as the line of an entry has it. */
export const answered = (answer: LedgerAnswer | undefined): Answered | undefined =>
  answer && {
    answerStatus: answer.status,
    answerCode: answer.code === undefined ? undefined : harmlessCode(answer.code),
    correlationId:
      answer.correlationId === undefined ? undefined : harmlessId(answer.correlationId),
  }

export interface Answered {
  readonly answerStatus?: number | undefined
  readonly answerCode?: string | undefined
  readonly correlationId?: string | undefined
}

export const LoggedLedgerAnswer = Type.Object(
  {
    status: Type.Integer({ description: 'Of HTTP.', examples: [400] }),
    code: Type.Optional(
      Type.String({
        description: "The accounting system's own code.",
        examples: ['Application_DialogException'],
      }),
    ),
    correlationId: Type.Optional(
      Type.String({
        description: "What the accounting system's support finds the request by.",
        examples: ['7f1c2d9e-3a50-4c8b-9c57-0d1c1b7f5e21'],
      }),
    ),
  },
  {
    title: 'LoggedLedgerAnswer',
    description: 'What the accounting system itself answered, where it answered.',
  },
)

export const shownLedgerAnswer = ({
  answerStatus: status,
  answerCode: code,
  correlationId,
}: Answered): Static<typeof LoggedLedgerAnswer> | undefined =>
  status === undefined
    ? undefined
    : {
        status,
        ...(code !== undefined && { code }),
        ...(correlationId !== undefined && { correlationId }),
      }
