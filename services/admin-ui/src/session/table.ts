import type { Sealed } from '@bilagsbro/service-kit/keys/envelope'
import { defineEntity, p } from '@mikro-orm/core'

/** The id is kept as its hash: whoever reads the table signs in as nobody. */
export const SessionTable = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: {
    idHash: p.text().primary(),
    userId: p.text(),
    name: p.text().nullable(),
    /** The tokens, as JSON. */
    tokens: p.json<Sealed>(),
    accessExpiresAt: p.datetime(),
    createdAt: p.datetime(),
    usedAt: p.datetime(),
  },
})

export const tables = [SessionTable] as const
