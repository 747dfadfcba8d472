import { stretches } from '../span.ts'
import { raise, type Rule } from './rule.ts'

/** Nothing is sent until the accounting system answers as it should. */
export const suspended: Rule = (situation) => {
  const breakings = situation.breakings.map(({ at, cause }) => ({ at, holds: cause !== undefined }))
  return raise('suspended', 'suspended', stretches(breakings), situation)
}
