import { connectorTypes } from '@bilagsbro/booking/connector-type'
import { mappingOptions, postingModes } from '@bilagsbro/booking/mapping'
import type { Immutable } from '@bilagsbro/kernel/immutable'
import { Type, type Static } from 'typebox'

const Words = Type.Object(
  { nb: Type.String(), nn: Type.String(), en: Type.String() },
  { title: 'Words' },
)

/** One field that a connection needs to reach a ledger; a client draws its form from the fields. */
export const CredentialField = Type.Object(
  {
    name: Type.String({ examples: ['tenantId'] }),
    kind: Type.Enum(['target', 'secret']),
    required: Type.Boolean(),
    identifying: Type.Optional(
      Type.Boolean({
        description:
          'Of a target field: whether another value means another ledger, and not only other access to the same one.',
      }),
    ),
    pattern: Type.Optional(
      Type.String({
        description:
          'A regular expression that a right value matches, from its beginning to its end.',
      }),
    ),
    label: Words,
    help: Words,
    group: Type.Optional(Type.String({ description: 'The group that it stands in, by name.' })),
    rare: Type.Optional(
      Type.Boolean({ description: 'Seldom needed: a form may fold it away while it is empty.' }),
    ),
    when: Type.Optional(
      Type.Object(
        { field: Type.String(), is: Type.String(), required: Type.Boolean() },
        {
          description:
            'Counts only where another target field has this value, and says whether it is needed there.',
        },
      ),
    ),
    example: Type.Optional(
      Type.String({ description: 'A value that would do somewhere, to start from.' }),
    ),
  },
  {
    title: 'CredentialField',
    description:
      '`help` says where to find the value and what it looks like; it is also the remedy where a value is missing or wrong.',
  },
)
export type CredentialField = Immutable<Static<typeof CredentialField>>

/** Fields that belong together, as a person thinks. */
export const CredentialGroup = Type.Object(
  {
    name: Type.String({ examples: ['look_up'] }),
    label: Words,
    optional: Type.Boolean({ description: 'May stay empty as a whole: a form may fold it away.' }),
  },
  { title: 'CredentialGroup' },
)
export type CredentialGroup = Immutable<Static<typeof CredentialGroup>>

/** What a kind of accounting system needs to be told, as its adapter declares it. */
export const CredentialSchema = Type.Object(
  {
    type: Type.Enum([...connectorTypes], {
      description: 'The kind of accounting system.',
      examples: ['dynamics'],
    }),
    fields: Type.Array(CredentialField),
    groups: Type.Optional(
      Type.Array(CredentialGroup, {
        description: 'In the order of a form. Left out where the fields are few.',
      }),
    ),
    secretSets: Type.Array(Type.Array(Type.String()), {
      description: 'Each is a complete set of secrets; exactly one of them is saved.',
    }),
    mappingOptions: Type.Array(Type.Enum([...mappingOptions]), {
      description: 'What, beside the account, the ledger has a place for.',
    }),
    postingModes: Type.Array(Type.Enum([...postingModes]), {
      description:
        'How vouchers can reach the books: booked, or left as drafts that a person there posts.',
    }),
  },
  { title: 'CredentialSchema' },
)
export type CredentialSchema = Immutable<Static<typeof CredentialSchema>>
