import { ofKind, raise, type Rule } from './rule.ts'

/** Records were delivered, and nobody has booked them in the ledger in time. */
export const lateDelivery: Rule = (situation) =>
  raise('late_delivery', 'overdue', ofKind('overdue', situation), situation)
