import { raiseAlways, ofKind, type Rule } from './rule.ts'

/**
 * The ledger holds records more than once, or otherwise than they were posted. Nothing tells when that is mended but a
 * person, and it is to be mended whether anything is sent or not.
 */
export const postedTwice: Rule = (situation) =>
  raiseAlways('posted_twice', 'posted_twice', ofKind('doubled', situation), situation)
