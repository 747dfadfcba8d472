import { Button, Heading } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readAgain, useRead } from '../../shared/api/read.ts'
import { causesRead } from '../../shared/failures/causes.ts'
import { useAnnounce } from '../../shared/live/status.tsx'
import type { Cause } from '../../shared/mapping/rows.ts'
import { Confirm } from '../../shared/parts/confirm.tsx'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { useFormat, useLanguage, useTexts } from '../../shared/texts/language.tsx'
import { retryCause } from './queries.ts'
import { texts } from './texts.ts'

const outcomeId = 'retried'

/** Records that failed for a rule that has been changed since: sent again only when somebody says so. */
export function Fixed({ organizationId }: { organizationId: string }) {
  const say = useTexts(texts)
  const format = useFormat()
  const { language } = useLanguage()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const [asked, setAsked] = useState<Cause>()
  const [outcome, setOutcome] = useState<Outcome>()
  const fixed = (useRead(causesRead(organizationId)).data?.rows ?? []).filter(
    ({ status, mend, fixedAt, retriable }) =>
      status === 'failed' && mend.kind === 'mapping' && fixedAt !== undefined && retriable,
  )
  if (fixed.length === 0 && !outcome) return null
  const retry = async ({ fingerprint }: Cause, key: string) => {
    const { taken } = await retryCause(organizationId, fingerprint, key)
    setAsked(undefined)
    setOutcome({ kind: 'done', text: say('retried', { n: taken }) })
    announce('own', say('retried', { n: taken }))
    await readAgain(queries, { organizationId, kinds: ['records', 'runs'] })
  }
  return (
    <section aria-labelledby="fixed" className="fixed-causes">
      <Heading level="2" size="medium" id="fixed">
        {say('fixed')}
      </Heading>
      <ul>
        {fixed.map((cause) => (
          <li key={cause.fingerprint}>
            <p>
              {cause.words[language]}.{' '}
              {say('fixed_sum', { n: cause.count, amount: format.amount(cause.amount) })}
            </p>
            <Button
              type="button"
              size="small"
              aria-describedby={outcome && outcomeId}
              onClick={() => setAsked(cause)}
            >
              {say('retry')}
            </Button>
          </li>
        ))}
      </ul>
      <ShownOutcome id={outcomeId} outcome={outcome} dismiss={() => setOutcome(undefined)} />
      {asked && (
        <Confirm
          title={say('retry_title')}
          description={<p>{say('retry_ask', { n: asked.count })}</p>}
          verb={say('retry_do', { n: asked.count })}
          confirm={(key) => retry(asked, key)}
          close={() => setAsked(undefined)}
        />
      )}
    </section>
  )
}
