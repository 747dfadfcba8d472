import { after } from '../span.ts'
import { days, ofKind, raise, type Rule } from './rule.ts'

/** Records were delivered, and nobody has booked them in the ledger. */
export const lateDelivery: Rule = (situation) => {
  const limit = days(situation.thresholds.deliveredDays)
  return raise(
    'late_delivery',
    'delivered',
    after(ofKind('delivered', situation), limit),
    situation,
  )
}
