import { InlineMessage } from '@navikt/ds-react'
import { useTexts } from '../../shared/texts/language.tsx'
import type { Report } from './queries.ts'
import { texts } from './texts.ts'

/** Whether the report accounts for as many approvals as the sealed log holds. */
export function Agreement({ report: { approved } }: { report: Report }) {
  const say = useTexts(texts)
  const { count, logged, archived, agrees } = approved
  if (count === 0 && agrees === true) return null
  const found = logged + archived
  return (
    <div className="agreement">
      {agrees === true && (
        <InlineMessage status="success">{say('agrees', { n: count })}</InlineMessage>
      )}
      {agrees === false && (
        <InlineMessage status="error">
          <p>{say('differs', { n: count, found })}</p>
          <p>{say('differs_help')}</p>
        </InlineMessage>
      )}
      {agrees === undefined && (
        <InlineMessage status="info">{say('cannot_tell', { n: count, found })}</InlineMessage>
      )}
      {archived > 0 && <p>{say('archived', { n: archived })}</p>}
    </div>
  )
}
