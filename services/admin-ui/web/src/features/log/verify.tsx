import { Button } from '@navikt/ds-react'
import { useState } from 'react'
import { addresses } from '../../shared/addresses.ts'
import { useAnnounce } from '../../shared/live/status.tsx'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { To } from '../../shared/parts/to.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { verifyLog, type LogVerification } from './queries.ts'
import { texts } from './texts.ts'

const id = 'verify-outcome'

/** Whether the whole log is as it was sealed, whatever is looked for. */
export function Verify({ organizationId }: { organizationId: string }) {
  const say = useTexts(texts)
  const announce = useAnnounce()
  const [isBusy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()
  const verify = async () => {
    if (isBusy) return
    setBusy(true)
    setOutcome(undefined)
    announce('own', say('verifying'))
    try {
      const verified = await verifyLog(organizationId)
      if (verified.intact) announce('own', say('chain_ok', { n: verified.entries }))
      setOutcome({
        kind: 'done',
        isBad: !verified.intact,
        text: <Verified verified={verified} />,
      })
    } catch (error) {
      setOutcome({ kind: 'failed', error: error as Error })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="verify not-printed">
      <Button
        size="small"
        variant="secondary"
        aria-disabled={isBusy ? true : undefined}
        aria-describedby={isBusy ? 'verify-busy' : outcome && id}
        onClick={() => void verify()}
      >
        {say('verify')}
      </Button>
      {isBusy && (
        <p id="verify-busy">
          {say('verifying')} <progress aria-label={say('verifying')} />
        </p>
      )}
      <ShownOutcome id={id} outcome={outcome} dismiss={() => setOutcome(undefined)} />
    </div>
  )
}

function Verified({ verified }: { verified: LogVerification }) {
  const say = useTexts(texts)
  const { intact, entries, archived, archivesRead } = verified
  const { waiting, before, published } = verified
  const format = useFormat()
  const more = [
    archived > 0 && say(archivesRead ? 'archived_read' : 'archived', { n: archived }),
    waiting > 0 && say('waiting_seal', { n: waiting }),
    before > 0 && say('before_chain', { n: before }),
    published && say('published', { at: format.exact(published.sealedAt), n: published.entries }),
  ].filter((one) => typeof one === 'string')
  return (
    <>
      {intact ? <p>{say('chain_ok', { n: entries })}</p> : <Broken verified={verified} />}
      {more.length > 0 && (
        <ul>
          {more.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function Broken({ verified: { organizationId, fault } }: { verified: LogVerification }) {
  const say = useTexts(texts)
  if (!fault) return <p>{say('chain_broken')}</p>
  const { code, entryId, number, archive } = fault
  const place =
    archive !== undefined
      ? say('in_archive', { name: archive })
      : number !== undefined && say('at_number', { n: number })
  return (
    <>
      <p>
        {say('chain_broken')}{' '}
        {entryId !== undefined && (
          <To address={addresses.logEntry(organizationId, entryId)}>
            {say('see_entry', { id: entryId })}
          </To>
        )}
      </p>
      <p>
        {say(`fault.${code}`)} {place}
      </p>
      <p>{say('broken_help')}</p>
    </>
  )
}
