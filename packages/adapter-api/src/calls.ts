import { ledgerCodeKinds, standings } from '@bilagsbro/booking/ledger-code'
import { organizationIdPattern } from '@bilagsbro/kernel/organization-id'
import type { Immutable } from '@bilagsbro/kernel/immutable'
import { Type, type Static, type TSchema } from 'typebox'
import { CatalogueEntry, catalogueKinds } from './catalogue.ts'
import { CredentialSchema } from './credential-schema.ts'

const OrganizationId = Type.String({
  pattern: organizationIdPattern,
  description: 'Small letters a-z, digits and hyphens.',
})
/** No parser of JSON hands this name on; what else is not known is left aside, for the one who asks may be newer. */
const names = { propertyNames: { not: { const: '__proto__' } } }
const Fields = Type.Record(Type.String(), Type.String({ maxLength: 16_384 }), names)

/** The saved connection of an organisation, or one that it has not saved yet. */
const ConnectionChoice = Type.Object(
  {
    organizationId: Type.Optional(OrganizationId),
    draftOf: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    target: Type.Optional(Fields),
    secrets: Type.Optional(Fields),
  },
  {
    ...names,
    title: 'ConnectionChoice',
    description: 'Give organizationId; or target and secrets, and whose draft they are.',
  },
)
export type ConnectionChoice = Immutable<Static<typeof ConnectionChoice>>

/** A ledger that was reached, and how much was found there. */
export const ConnectionReport = Type.Object(
  {
    name: Type.String({ description: 'What the ledger calls itself.' }),
    accounts: Type.Integer({ description: 'How many there are.' }),
    costCentres: Type.Integer({ description: 'How many there are.' }),
  },
  { title: 'ConnectionReport' },
)
export type ConnectionReport = Immutable<Static<typeof ConnectionReport>>

/** How many postings an adapter has in hand for an organisation, by state. */
const OpenPostings = Type.Object({
  queued: Type.Integer(),
  sending: Type.Integer(),
  inDoubt: Type.Integer(),
  delivered: Type.Integer(),
})
export type OpenPostings = Immutable<Static<typeof OpenPostings>>

const Answered = {
  code: Type.String({ examples: ['call.timeout'] }),
  message: Type.String({ description: 'In English.' }),
}
const nextLookAt = Type.Optional(Type.String({ format: 'date-time' }))

/** How a posting stands that nobody can prove anything of, and what was seen of it. */
export const DoubtReport = Type.Object(
  {
    attempt: Type.Integer({ description: 'The highest that was requested.' }),
    state: Type.Enum([
      'queued',
      'sending',
      'in_doubt',
      'posted',
      'delivered',
      'refused',
      'returned',
    ]),
    since: Type.Optional(
      Type.String({ format: 'date-time', description: 'Since when it stands so.' }),
    ),
    accepted: Type.Boolean({ description: 'Whether the ledger had said yes to it.' }),
    looks: Type.Integer({ description: 'How many look-ups there were.' }),
    nextLookAt,
    latest: Type.Array(
      Type.Object(
        {
          at: Type.String({ format: 'date-time' }),
          saw: Type.Enum(['nothing', 'voucher', 'no_answer'], {
            description:
              '`voucher`: one that the ledger may still take back. `no_answer`: the look-up failed.',
          }),
          voucherNumber: Type.Optional(Type.String()),
          code: Type.Optional(Answered.code),
          message: Type.Optional(Answered.message),
        },
        { title: 'LookUp' },
      ),
      { description: 'The latest look-ups, the newest first; at most ten.' },
    ),
  },
  { title: 'DoubtReport' },
)
export type DoubtReport = Immutable<Static<typeof DoubtReport>>

/** Codes of one question, at most. */
export const mostCodes = 500

const LedgerCode = Type.Object(
  {
    kind: Type.Enum([...ledgerCodeKinds]),
    code: Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'Of a period, a day (yyyy-mm-dd) that it has to be open for.',
    }),
    dimension: Type.Optional(
      Type.String({ maxLength: 64, description: 'Of a dimension value: the dimension.' }),
    ),
  },
  { ...names, title: 'LedgerCode', description: 'What a voucher names in the ledger.' },
)

const Standing = Type.Object(
  {
    standing: Type.Enum([...standings], {
      description:
        '`not_offered`: this kind of ledger does not tell. `unanswered`: this ledger did not tell now.',
    }),
    why: Type.Optional(Type.String({ description: 'Of a blocked code.' })),
  },
  { title: 'Standing' },
)

/** One question that config or the orchestrator asks the adapters. What the ledger says no to is answered with 422, its cause as `code` and the failure's `class`. */
export interface Call<Body extends TSchema = TSchema, Answer extends TSchema = TSchema> {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: Body
  readonly answer: Answer
}

export const calls = {
  credentialSchema: { method: 'GET', path: '/credential-schema', answer: CredentialSchema },
  testConnection: {
    method: 'POST',
    path: '/connection-tests',
    body: ConnectionChoice,
    answer: ConnectionReport,
  },
  readCatalogue: {
    method: 'POST',
    path: '/catalogue',
    body: Type.Object(
      { ...ConnectionChoice.properties, kind: Type.Enum([...catalogueKinds]) },
      { ...names, title: 'CatalogueRequest' },
    ),
    answer: Type.Object(
      { rows: Type.Array(CatalogueEntry, { maxItems: 20_000 }) },
      { title: 'Catalogue' },
    ),
  },
  openPostings: {
    method: 'POST',
    path: '/open-postings',
    body: Type.Object(
      { organizationId: OrganizationId },
      { ...names, title: 'OpenPostingsRequest' },
    ),
    answer: Type.Object({ open: OpenPostings }, { title: 'OpenPostings' }),
  },
  reportDoubt: {
    method: 'POST',
    path: '/doubts',
    body: Type.Object(
      {
        organizationId: OrganizationId,
        recordId: Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\u0000]+$' }),
        revision: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
      },
      { ...names, title: 'DoubtRequest' },
    ),
    answer: Type.Object(
      { report: Type.Optional(DoubtReport) },
      { title: 'Doubt', description: 'Nothing of a posting that is not known.' },
    ),
  },
  checkCodes: {
    method: 'POST',
    path: '/code-checks',
    body: Type.Object(
      { organizationId: OrganizationId, codes: Type.Array(LedgerCode, { maxItems: mostCodes }) },
      { ...names, title: 'CodeChecksRequest' },
    ),
    answer: Type.Object(
      { standings: Type.Array(Standing, { description: 'One for each code, in their order.' }) },
      { title: 'CodeChecks' },
    ),
  },
} as const satisfies Record<string, Call>
