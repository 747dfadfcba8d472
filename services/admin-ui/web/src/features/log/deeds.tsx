import { Button } from '@navikt/ds-react'
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useAnnounce } from '../../shared/live/status.tsx'
import type { LogRow } from '../../shared/log/words.ts'
import { download } from '../../shared/parts/download.ts'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { useTexts } from '../../shared/texts/language.tsx'
import { askFile, askForPrint, type Format } from './queries.ts'
import { askedOf, type LogSearch } from './search.ts'
import { texts } from './texts.ts'

interface DeedsProps {
  readonly organizationId: string | undefined
  readonly search: LogSearch
  /** Puts on paper what is looked for, on whatever page of it somebody is. */
  readonly setPaper: (rows: readonly LogRow[] | undefined) => void
}

/** What can be done with all that was found: kept as a file, or put on paper. */
export function Deeds({ organizationId, search, setPaper }: DeedsProps) {
  const say = useTexts(texts)
  const announce = useAnnounce()
  const [busy, setBusy] = useState<Format | 'print'>()
  const [outcome, setOutcome] = useState<Outcome & { readonly of: Format | 'print' }>()
  useEffect(() => {
    const clear = () => setPaper(undefined)
    window.addEventListener('afterprint', clear)
    return () => window.removeEventListener('afterprint', clear)
  }, [setPaper])
  const asked = askedOf(search)
  const work = async (of: Format | 'print', deed: () => Promise<string | undefined>) => {
    if (busy) return
    setBusy(of)
    setOutcome(undefined)
    try {
      const text = await deed()
      if (text === undefined) return
      setOutcome({ of, kind: 'done', text })
      announce('own', text)
    } catch (error) {
      setOutcome({ of, kind: 'failed', error: error as Error })
    } finally {
      setBusy(undefined)
    }
  }
  const save = (format: Format) =>
    work(format, async () =>
      say('saved', { name: await download(askFile(organizationId, asked, format)) }),
    )
  const print = () =>
    work('print', async () => {
      const rows = await askForPrint(organizationId, asked)
      flushSync(() => setPaper(rows))
      window.print()
      return undefined
    })
  const button = (of: Format | 'print', text: string, press: () => Promise<void>) => (
    <Button
      size="small"
      variant="secondary"
      aria-disabled={busy ? true : undefined}
      aria-describedby={
        [busy === of && 'log-busy', outcome?.of === of && 'log-outcome']
          .filter(Boolean)
          .join(' ') || undefined
      }
      onClick={() => void press()}
    >
      {text}
    </Button>
  )
  return (
    <div className="not-printed">
      <div className="buttons">
        {button('csv', say('csv'), () => save('csv'))}
        {button('jsonl', say('jsonl'), () => save('jsonl'))}
        {button('print', say('print'), print)}
      </div>
      {busy && <p id="log-busy">{say('fetching')}</p>}
      <ShownOutcome id="log-outcome" outcome={outcome} dismiss={() => setOutcome(undefined)} />
    </div>
  )
}
