import { Type } from 'typebox'

const Fields = Type.Record(Type.String(), Type.String())

/** An organisation's connection to its ledger, as config hands it to the one adapter that posts with it. */
export const Connection = Type.Object(
  {
    type: Type.String({ description: 'The kind of accounting system.' }),
    version: Type.Integer({ description: 'Rises when the target or a secret is changed.' }),
    enabled: Type.Boolean({
      description: 'Whether anything may be sent; looking is allowed always.',
    }),
    targetFingerprint: Type.String({
      description: 'Changes exactly when the ledger that is posted to does.',
    }),
    target: Fields,
    secrets: Type.Record(Type.String(), Type.String(), { description: 'In clear.' }),
  },
  { title: 'Connection' },
)

/** Where config answers with a {@link Connection}. */
export const connectionPath = (organizationId: string) =>
  `/internal/organizations/${encodeURIComponent(organizationId)}/connection`
