import { Button } from '@navikt/ds-react'
import { useId, type ReactNode } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { useRead } from '../../shared/api/read.ts'
import { causesRead } from '../../shared/failures/causes.ts'
import { To } from '../../shared/parts/to.tsx'
import { useFailureWords } from '../../shared/records/failures.ts'
import { useFormat, useLanguage, useTexts } from '../../shared/texts/language.tsx'
import { alertRead, runRead } from './queries.ts'
import type { RecordsSearch } from './search.ts'
import { texts } from './texts.ts'

interface NarrowedProps {
  readonly organizationId: string
  readonly search: RecordsSearch
  readonly change: (search: RecordsSearch) => void
}

/** What another page that led here narrowed the list to, in words, and the way out of it. */
export function Narrowed({ organizationId, search, change }: NarrowedProps) {
  const { overforing, arsak, kode, varsel, side: _, ...kept } = search
  const only = { ...(overforing && { overforing }), ...(arsak && { arsak }), ...(kode && { kode }) }
  const leave = (name: keyof typeof only) => {
    const { [name]: __, ...others } = only
    change({ ...kept, ...others })
  }
  if (varsel) return <Only text={<OfAlert alertId={varsel} />} leave={() => change(kept)} />
  return (
    <>
      {overforing && (
        <Only
          text={<OfRun organizationId={organizationId} runId={overforing} />}
          leave={() => leave('overforing')}
        />
      )}
      {arsak && (
        <Only
          text={<OfCause organizationId={organizationId} cause={arsak} />}
          leave={() => leave('arsak')}
        />
      )}
      {kode && <Only text={<OfCode code={kode} />} leave={() => leave('kode')} />}
    </>
  )
}

function Only({ text, leave }: { text: ReactNode; leave: () => void }) {
  const say = useTexts(texts)
  const id = useId()
  return (
    <p className="narrowed">
      <span id={id}>{text}</span>
      <Button type="button" size="small" variant="secondary" onClick={leave} aria-describedby={id}>
        {say('leave')}
      </Button>
    </p>
  )
}

function OfAlert({ alertId }: { alertId: string }) {
  const say = useTexts(texts)
  const alert = useRead(alertRead(alertId)).data
  return say('only_alert', { alert: alert?.text ?? '…' })
}

function OfRun({ organizationId, runId }: { organizationId: string; runId: string }) {
  const say = useTexts(texts)
  const format = useFormat()
  const run = useRead(runRead(organizationId, runId)).data
  const at = run ? format.moment(run.startedAt) : '…'
  return <To address={addresses.run(organizationId, runId)}>{say('only_run', { at })}</To>
}

function OfCause({ organizationId, cause }: { organizationId: string; cause: string }) {
  const say = useTexts(texts)
  const { language } = useLanguage()
  const causes = useRead(causesRead(organizationId)).data
  const found = causes?.rows.find(({ fingerprint }) => fingerprint === cause)
  const words = found?.words[language] ?? (causes ? say('unknown_cause') : '…')
  return say('only_cause', { cause: words })
}

function OfCode({ code }: { code: string }) {
  const say = useTexts(texts)
  const failures = useFailureWords()
  return say('only_code', { cause: failures.title({ code }) })
}
