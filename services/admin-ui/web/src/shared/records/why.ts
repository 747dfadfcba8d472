import { useFailureWords } from './failures.ts'
import { useRecordWords, type RecordRow } from './words.ts'

/** Why a record stands where it stands, as a sentence; nothing where the status says it all. */
export function useWhy() {
  const words = useRecordWords()
  const failures = useFailureWords()
  return ({ status, failure, reason, nextAttemptAt }: Told): string | undefined => {
    if (failure && status !== 'posted' && status !== 'delivered') {
      const title = failures.title(failure)
      return nextAttemptAt ? `${title}. ${words.nextAttempt(nextAttemptAt)}` : title
    }
    if (reason) return words.reason(reason)
    return status === 'pending' ? words.turnComes() : undefined
  }
}

type Told = Pick<RecordRow, 'status' | 'failure' | 'reason' | 'nextAttemptAt'>
