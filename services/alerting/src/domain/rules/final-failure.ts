import { raiseByCause, type Rule } from './rule.ts'

/** ALERT-8: a failure is final before the third attempt. */
export const finalFailure: Rule = (situation) => raiseByCause('final_failure', situation)
