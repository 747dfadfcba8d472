import { addresses } from '../../shared/addresses.ts'
import { Moment } from '../../shared/parts/moment.tsx'
import { To } from '../../shared/parts/to.tsx'
import { useFailureWords } from '../../shared/records/failures.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import type { Integration } from './queries.ts'
import { texts } from './texts.ts'

interface RecentErrorsProps {
  readonly organizationId: string
  readonly errors: Integration['recentErrors']
}

/** The newest of those that went wrong in the last day, each with the way to its record. */
export function RecentErrors({ organizationId, errors: { latest } }: RecentErrorsProps) {
  const say = useTexts(texts)
  const words = useFailureWords()
  if (latest.length === 0) return null
  return (
    <>
      <p>{say('latest_errors')}</p>
      <ul className="ways">
        {latest.map(({ at, recordId, revision, reference, code }) => (
          <li key={`${recordId} ${revision} ${at}`}>
            <Moment at={at} />: {words.title({ code })}.{' '}
            <To address={addresses.record(organizationId, recordId, revision)}>
              {say('to_record', { ref: reference })}
            </To>
          </li>
        ))}
      </ul>
    </>
  )
}
