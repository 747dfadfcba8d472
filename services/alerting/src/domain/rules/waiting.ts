import { after } from '../span.ts'
import { hours, ofKind, raise, type Rule } from './rule.ts'

/** ALERT-3: records wait for longer than the limit, counted from when they were due. */
export const waiting: Rule = (situation) => {
  const limit = hours(situation.thresholds.waitingHours)
  return raise('waiting', 'waiting', after(ofKind('waiting', situation), limit), situation)
}
