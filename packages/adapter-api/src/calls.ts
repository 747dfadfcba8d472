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
const Fields = Type.Record(Type.String(), Type.String({ maxLength: 16_384 }))

/** The saved connection of an organisation, or one that it has not saved yet. */
const ConnectionChoice = Type.Object(
  {
    organizationId: Type.Optional(OrganizationId),
    draftOf: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    target: Type.Optional(Fields),
    secrets: Type.Optional(Fields),
  },
  {
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
  { title: 'LedgerCode', description: 'What a voucher names in the ledger.' },
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

/** One question that config or the orchestrator asks the adapters. What the ledger says no to is answered with 422 and its cause as `code`. */
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
      { title: 'CatalogueRequest' },
    ),
    answer: Type.Array(CatalogueEntry, { maxItems: 20_000 }),
  },
  openPostings: {
    method: 'POST',
    path: '/open-postings',
    body: Type.Object({ organizationId: OrganizationId }, { title: 'OpenPostingsRequest' }),
    answer: Type.Object({ open: OpenPostings }, { title: 'OpenPostings' }),
  },
  checkCodes: {
    method: 'POST',
    path: '/code-checks',
    body: Type.Object(
      { organizationId: OrganizationId, codes: Type.Array(LedgerCode, { maxItems: mostCodes }) },
      { title: 'CodeChecksRequest' },
    ),
    answer: Type.Object(
      { standings: Type.Array(Standing, { description: 'One for each code, in their order.' }) },
      { title: 'CodeChecks' },
    ),
  },
} as const satisfies Record<string, Call>
