import { Type, type TSchema } from 'typebox'

/** A body or query with another field than its own is refused. */
export const closed = { additionalProperties: false } as const

export const Moment = (description: string) =>
  Type.String({ format: 'date-time', description, examples: ['2026-11-26T09:42:00.000Z'] })

export const OrganizationId = Type.String({
  pattern: '^[^\\u0000-\\u001f\\u007f]{1,64}$',
  description: 'The organisation: small letters a-z, digits and hyphens.',
  examples: ['hlf'],
})
export const OrganizationParams = Type.Object({ organizationId: OrganizationId })

const limit = Type.Integer({
  default: 50,
  minimum: 1,
  maximum: 500,
  description: 'How many rows; at most 500.',
})

/** The parameters of every list. The `next` of an answer is the `after` of the page behind. */
export const PageQuery = Type.Object(
  {
    after: Type.Optional(
      Type.String({
        pattern: '^\\d{1,9}$',
        description:
          'The `next` of the page before. Where a list has a `total`: how many rows to pass over.',
        examples: ['50'],
      }),
    ),
    limit,
  },
  closed,
)
export interface Page {
  readonly after?: string | undefined
  readonly limit: number
}

/** The answer of a list. Each list gives its answer a name of its own in the OpenAPI document. */
export const RowsOf = <const Row extends TSchema>(title: string, row: Row) =>
  Type.Object(
    {
      rows: Type.Array(row),
      next: Type.Union([Type.String(), Type.Null()], {
        description: 'Ask with it as `after` for the page behind this one; null at the end.',
        examples: ['50'],
      }),
      total: Type.Optional(
        Type.Integer({ description: 'Of all pages, where they are counted.', examples: [120] }),
      ),
    },
    { title },
  )

/** One page of a list whose rows were all read. */
export function pageOf<Row>(all: readonly Row[], { after = '0', limit }: Page) {
  const from = Number(after)
  return {
    rows: all.slice(from, from + limit),
    next: from + limit < all.length ? String(from + limit) : null,
    total: all.length,
  }
}

/** One page of a list whose rows were read from a key on, and one row more than the page holds. Every row has such a key. */
export function pageBehind<Row>(
  read: readonly Row[],
  limit: number,
  keyOf: (row: Row) => string | number,
) {
  const rows = read.slice(0, limit)
  const last = rows.at(-1)
  return {
    rows,
    next: last !== undefined && read.length > limit ? String(keyOf(last)) : null,
  }
}

/** An answer that tells its version as ETag, for the `If-Match` of a change. */
export const Versioned = <Answer extends object>(answer: Answer): Answer => ({
  ...answer,
  headers: { etag },
})
const etag = Type.String({
  description: 'The version of what is answered, for the If-Match of a change.',
  examples: ['"28512000"'],
})

export const ChangeHeaders = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      description:
        'The ETag that the change was made from. A change made from an older one is refused; without it the change is made to whatever is stored.',
    }),
  ),
})
