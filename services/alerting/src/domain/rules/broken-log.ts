import { stretches } from '../span.ts'
import { raiseAlways, type Rule } from './rule.ts'

/** The log is not as it was sealed, until it is found whole again. */
export const brokenLog: Rule = (situation) => {
  const checks = situation.logChecks.map(({ at, isIntact }) => ({ at, holds: !isIntact }))
  return raiseAlways('broken_log', 'broken_log', stretches(checks), situation)
}
