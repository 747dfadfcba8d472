import { Button } from '@navikt/ds-react'
import { useState } from 'react'
import { useAnnounce } from '../../shared/live/status.tsx'
import { download } from '../../shared/parts/download.ts'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { askTable, type Part } from './queries.ts'
import { texts } from './texts.ts'

const id = 'period-outcome'
const parts = ['records', 'totals'] as const

/** The month as a file, or on paper. */
export function Deeds({ organizationId, month }: { organizationId: string; month: string }) {
  const say = useTexts(texts)
  const announce = useAnnounce()
  const [busy, setBusy] = useState<Part>()
  const [outcome, setOutcome] = useState<Outcome & { readonly of: Part }>()
  const save = async (part: Part) => {
    if (busy) return
    setBusy(part)
    setOutcome(undefined)
    try {
      const text = say('saved', { name: await download(askTable(organizationId, month, part)) })
      setOutcome({ of: part, kind: 'done', text })
      announce('own', text)
    } catch (error) {
      setOutcome({ of: part, kind: 'failed', error: error as Error })
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <div className="not-printed">
      <div className="buttons">
        {parts.map((part) => (
          <Button
            key={part}
            size="small"
            variant="secondary"
            aria-disabled={busy ? true : undefined}
            aria-describedby={outcome?.of === part ? id : undefined}
            onClick={() => void save(part)}
          >
            {say(`csv_${part}`)}
          </Button>
        ))}
        <Button size="small" variant="secondary" onClick={() => window.print()}>
          {say('print')}
        </Button>
      </div>
      <ShownOutcome id={id} outcome={outcome} dismiss={() => setOutcome(undefined)} />
    </div>
  )
}
