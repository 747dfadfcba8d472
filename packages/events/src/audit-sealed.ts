import { Type } from 'typebox'
import { defineEvent, type DataOf } from './define-event.ts'
import { Id, Instant } from './fields.ts'

const Hash = (description: string) => Type.String({ pattern: '^[0-9a-f]{64}$', description })

export const AuditSealed = defineEvent({
  type: 'audit.sealed',
  version: 1,
  key: 'series',
  summary:
    "The head of an organisation's log. Whoever keeps it can tell later whether the log still has all entries up to here. The last head of each series stays on the topic for good.",
  data: Type.Object({
    series: Type.String({
      description:
        'The organisation and the epoch of the database that sealed, so that a database that was put back never replaces the heads of the one before.',
    }),
    organizationId: Id('The organisation.'),
    chain: Type.String({ description: 'The chain that the head is of.' }),
    no: Type.Integer({ minimum: 1, description: 'The number of the seal.' }),
    entries: Type.Integer({
      minimum: 1,
      description: 'How many entries the chain has with this seal.',
    }),
    head: Hash('The head, in hexadecimal digits.'),
    sealedAt: Instant(),
    keyId: Type.String({
      pattern: '^[0-9a-f]{16}$',
      description: 'Of the key: the beginning of the SHA-256 of its public half (SPKI, DER).',
    }),
    beginning: Type.Optional(
      Type.Object(
        {
          before: Type.Integer({ description: 'The id that the chain begins after.' }),
          entries: Type.Integer({
            minimum: 0,
            description: 'How many entries of the organisation are from before the chain.',
          }),
          signature: Type.String({
            description:
              'Ed25519 in base64, over the lines "bilagsbro log beginning", organizationId, chain, before and entries, with a line feed between them and none at the end.',
          }),
        },
        { description: 'Where the chain begins. None of this ever changes.' },
      ),
    ),
    signature: Type.String({
      description:
        'Ed25519 in base64, over the lines "bilagsbro log head", organizationId, chain, no, entries, head and sealedAt, with a line feed between them and none at the end.',
    }),
  }),
})
export type AuditSealed = DataOf<typeof AuditSealed>

/** What is signed of a head. */
export const signedText = (
  head: Omit<AuditSealed, 'series' | 'keyId' | 'signature' | 'beginning'>,
): string =>
  [
    'bilagsbro log head',
    head.organizationId,
    head.chain,
    head.no,
    head.entries,
    head.head,
    head.sealedAt,
  ].join('\n')

type Beginning = Omit<NonNullable<AuditSealed['beginning']>, 'signature'>

/** What is signed of a beginning. */
export const signedBeginning = (
  { organizationId, chain }: Pick<AuditSealed, 'organizationId' | 'chain'>,
  { before, entries }: Beginning,
): string => ['bilagsbro log beginning', organizationId, chain, before, entries].join('\n')
