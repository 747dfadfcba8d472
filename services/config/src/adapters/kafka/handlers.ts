import { CategoryUsed } from '@bilagsbro/events/category-used'
import { on, type Handler } from '@bilagsbro/messaging/handler'
import type { Usage } from '#application/ports/usage-store.ts'

export const handlers = (app: {
  readonly noteUsages: (usages: readonly Usage[]) => Promise<void>
}): Handler[] => [
  on(CategoryUsed, (events) =>
    app.noteUsages(
      events.map(({ data }) => ({
        organizationId: data.organizationId,
        kind: data.kind,
        value: data.value,
        firstUsedAt: new Date(data.firstUsedAt),
      })),
    ),
  ),
]
