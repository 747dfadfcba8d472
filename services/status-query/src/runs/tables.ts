import { scopePolicy } from '@bilagsbro/service-kit/scope'
import { defineEntity, p } from '@mikro-orm/core'
import type { ShownRun } from '@bilagsbro/events/shown-run'

export const RunTable = defineEntity({
  name: 'Run',
  tableName: 'run',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    runId: p.text().primary(),
    trigger: p.text(),
    actor: p.text().nullable(),
    startedAt: p.datetime(),
    takesUntil: p.datetime().nullable(),
    ready: p.integer().nullable(),
    completedAt: p.datetime().nullable(),
    counts: p.json<NonNullable<ShownRun['counts']>>().nullable(),
    sequence: p.bigint('number'),
  },
})
