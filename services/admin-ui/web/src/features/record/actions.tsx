import { Button } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readAgain } from '../../shared/api/read.ts'
import type { Status } from '../../shared/organizations/status.ts'
import { useAnnounce } from '../../shared/live/status.tsx'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { useRecordWords } from '../../shared/records/words.ts'
import { connectorNames } from '../../shared/runs/connectors.ts'
import { administrators, holds, retriers, useSession } from '../../shared/session/session.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { AskDate } from './ask-date.tsx'
import { AskDeed } from './ask-deed.tsx'
import { texts } from './deed-texts.ts'
import { deedsOf, type Deed, type May } from './may.ts'
import type { Revision, Which } from './queries.ts'
import { texts as standingTexts } from './standing-texts.ts'
import { useFocusKept } from './use-focus-kept.ts'

interface ActionsProps {
  readonly which: Which
  readonly shown: Revision
  readonly may: May
  readonly connector: Status['connector']
}

const outcomeId = 'record-outcome'

/** What the person who looks can do about it. */
export function Actions({ which, shown, may, connector }: ActionsProps) {
  const { organizationId } = which
  const say = useTexts(texts)
  const sayStanding = useTexts(standingTexts)
  const words = useRecordWords()
  const session = useSession()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const deeds = deedsOf(may, {
    retries: holds(session, retriers, organizationId),
    decides: holds(session, administrators, organizationId),
  })
  const [asked, setAsked] = useState<Deed>()
  const [outcome, setOutcome] = useState<Outcome>()
  const region = useFocusKept()
  const system = connector ? connectorNames[connector.type] : sayStanding('ledger')

  const ask = (deed: Deed) => {
    setOutcome(undefined)
    setAsked(deed)
  }
  const end = (deed: Deed, left: string | undefined) => {
    setAsked(undefined)
    const text =
      left === undefined
        ? say(`${deed}_done`)
        : left === 'may_be_in_ledger'
          ? say('maybe_there')
          : say('left', { status: words.status(left).toLocaleLowerCase() })
    setOutcome({ kind: 'done', text })
    announce('own', text)
    void readAgain(queries, { organizationId, kinds: ['records', 'runs'] })
  }
  if (deeds.length === 0 && !outcome) return null
  const props = { which, shown, system, end, close: () => setAsked(undefined) }
  return (
    <div className="record-actions" ref={region} role="group" aria-label={say('actions')}>
      <div className="buttons">
        {deeds.map((deed) => (
          <Button
            key={deed}
            size="small"
            variant={deed === 'retry' || deed === 'date' ? 'primary' : 'secondary'}
            onClick={() => ask(deed)}
            aria-describedby={outcome && outcomeId}
          >
            {say(deed)}
          </Button>
        ))}
      </div>
      <ShownOutcome id={outcomeId} outcome={outcome} dismiss={() => setOutcome(undefined)} />
      {asked === 'date' && <AskDate {...props} />}
      {asked !== undefined && asked !== 'date' && <AskDeed {...props} deed={asked} />}
    </div>
  )
}
