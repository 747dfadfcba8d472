import { Type } from 'typebox'
import { defineEvent, type DataOf } from './define-event.ts'
import { Id, Instant } from './fields.ts'

export const CategoryUsed = defineEvent({
  type: 'category.used',
  version: 1,
  key: 'organizationId',
  summary:
    'An approved record used an expense category, or a kind of payee, for the first time in its organisation. Told at least once for each; tells config what a mapping has to cover.',
  data: Type.Object({
    organizationId: Id('The organisation.'),
    kind: Type.Union([Type.Literal('category'), Type.Literal('payee_kind')]),
    value: Id('The category, or the kind of payee.'),
    firstUsedAt: Instant('When the first record that used it arrived.'),
  }),
})
export type CategoryUsed = DataOf<typeof CategoryUsed>
