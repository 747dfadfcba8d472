import { scopePolicy } from '@bilagsbro/service-kit/scope'
import { defineEntity, p } from '@mikro-orm/core'

/** An archive, and which entries of an organisation stand in it, in the order of the chain. Never changed. */
export const LogArchiveTable = defineEntity({
  name: 'LogArchive',
  tableName: 'log_archive',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    name: p.text().primary(),
    /** Rises with each archive. */
    no: p.integer(),
    entries: p.integer(),
    /** Entries from before the chain. */
    before: p.integer(),
    ids: p.array((text) => Number(text)).columnType('bigint[]'),
    /** The hash of its manifest. */
    manifest: p.text(),
    /** Of this archive and all before it; the newest entry about archives says the same. */
    proof: p.text(),
    archivedAt: p.datetime(),
    /** How many approvals it holds, by their month in Norway. Not known of an archive that was made before they were counted. */
    approvals: p.json<Readonly<Record<string, number>>>().nullable(),
    /** The moment of the newest entry. Not known of such an archive. */
    lastAt: p.datetime().nullable(),
  },
})

/** An archive whose entries stand in the log as well, until they are released. */
export const LogRestoredTable = defineEntity({
  name: 'LogRestored',
  tableName: 'log_restored',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    name: p.text().primary(),
    restoredAt: p.datetime(),
  },
})
