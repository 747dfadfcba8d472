import { raiseByCause, type Rule } from './rule.ts'

/** ALERT-1: a record failed a third time in a row. */
export const thirdFailure: Rule = (situation) => raiseByCause('third_failure', situation)
