import { Heading } from '@navikt/ds-react'
import { useRead } from '../../shared/api/read.ts'
import { causesRead } from '../../shared/failures/causes.ts'
import type { Status } from '../../shared/organizations/status.ts'
import { Bars } from '../../shared/parts/bars.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import { useRunWords } from '../../shared/runs/words.ts'
import { useLanguage, useTexts } from '../../shared/texts/language.tsx'
import { texts } from './texts.ts'

export function Pictures({ status }: { status: Status }) {
  const say = useTexts(texts)
  return (
    <section aria-labelledby="pictures">
      <Heading level="2" size="medium" id="pictures">
        {say('pictures')}
      </Heading>
      <div className="charts">
        <Waits status={status} />
        <Causes organizationId={status.organizationId} />
      </div>
    </section>
  )
}

function Waits({ status: { waitingByReason } }: { status: Status }) {
  const say = useTexts(texts)
  const words = useRunWords()
  const n = waitingByReason.reduce((sum, { count }) => sum + count, 0)
  return (
    <div>
      <Heading level="3" size="small">
        {say('waits')}
      </Heading>
      <Picture
        finding={say('waits_finding', { n })}
        caption={say('waits')}
        columns={[say('reason'), say('count')]}
        bars={waitingByReason.map(({ reason, count }) => ({
          key: reason,
          label: words.reason(reason),
          value: count,
        }))}
      />
    </div>
  )
}

function Causes({ organizationId }: { organizationId: string }) {
  const say = useTexts(texts)
  const { language } = useLanguage()
  const causes = useRead(causesRead(organizationId))
  return (
    <div>
      <Heading level="3" size="small">
        {say('causes')}
      </Heading>
      <Shown read={causes}>
        {({ rows: all }) => {
          // What waits is told beside it.
          const rows = all.filter(({ status }) => status === 'failed')
          return (
            <Picture
              finding={say('causes_finding', {
                n: rows.reduce((sum, { count }) => sum + count, 0),
              })}
              caption={say('causes')}
              columns={[say('cause'), say('count')]}
              bars={rows.map(({ fingerprint, words, count }) => ({
                key: fingerprint,
                label: words[language],
                value: count,
              }))}
            />
          )
        }}
      </Shown>
    </div>
  )
}

/** Of nothing there is no picture. */
function Picture(shown: Parameters<typeof Bars>[0]) {
  return shown.bars.length === 0 ? <p>{shown.finding}</p> : <Bars {...shown} />
}
