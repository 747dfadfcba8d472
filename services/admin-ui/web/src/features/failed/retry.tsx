import { Button } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { readAgain } from '../../shared/api/read.ts'
import { useAnnounce } from '../../shared/live/status.tsx'
import { Confirm } from '../../shared/parts/confirm.tsx'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { RunProgress, useRunOutcome } from '../../shared/runs/run-progress.tsx'
import type { Run } from '../../shared/runs/words.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { retryRecords, type Retried, type Wanted } from './queries.ts'
import { texts } from './texts.ts'

interface RetryProps {
  readonly organizationId: string
  readonly text: string
  /** Which ones, for whoever hears the button without what stands around it. */
  readonly of?: string
  readonly wanted: Wanted
  readonly count: number
  readonly amount: string
  readonly variant?: 'primary' | 'secondary'
  /** Why it may not be pressed now. */
  readonly reason?: string | undefined
  /** What else there is to know before it is done. */
  readonly note?: string | undefined
  readonly onSent?: () => void
  /** Hears whether there is something that a person has not seen the end of. */
  readonly onOpen?: (isOpen: boolean) => void
}

/** Has records sent again: asks with their count, shows how far they are, and says what became of them. */
export function Retry(props: RetryProps) {
  const { organizationId, text, of, wanted, variant = 'secondary', reason, onSent, onOpen } = props
  const say = useTexts(texts)
  const id = useId()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const runOutcome = useRunOutcome()
  const skippedWords = useSkippedWords()
  const [isAsking, setAsking] = useState(false)
  const [own, setOwn] = useState<{ readonly run: Run; readonly retried: Retried }>()
  const [outcome, setOutcome] = useState<Outcome>()
  const isOpen = isAsking || own !== undefined || outcome !== undefined
  useEffect(() => onOpen?.(isOpen), [isOpen])

  const send = async (key: string) => {
    const retried = await retryRecords(organizationId, wanted, key)
    const { runId, taken } = retried
    setAsking(false)
    onSent?.()
    if (runId === undefined)
      setOutcome({ kind: 'done', text: [say('none_taken'), ...skippedWords(retried)].join(' ') })
    else setOwn({ run: { id: runId, trigger: 'retry', startedAt: now(), ready: taken }, retried })
    announce('own', say('sent', { n: taken }))
    void readAgain(queries, { organizationId, kinds: ['runs', 'records'] })
  }
  const end = (run: Run) => {
    if (own) {
      const words = [runOutcome(run), ...elsewhere(run, own.retried), ...skippedWords(own.retried)]
      setOutcome({ kind: 'done', text: words.join(' ') })
    }
    setOwn(undefined)
    void readAgain(queries, { organizationId, kinds: ['runs', 'records'] })
  }
  /** Those of the retry that another run takes: where a trial goes first, the others follow it. */
  const elsewhere = ({ counts }: Run, { taken }: Retried): string[] => {
    const planned = counts?.planned ?? taken
    return taken > planned ? [say('elsewhere', { n: taken - planned })] : []
  }
  const described = [own && `${id}busy`, reason && `${id}reason`, outcome && `${id}outcome`]
  return (
    <div className="retry">
      <Button
        size="small"
        variant={variant}
        onClick={() => {
          if (own || reason !== undefined) return
          setOutcome(undefined)
          setAsking(true)
        }}
        aria-disabled={own || reason !== undefined ? true : undefined}
        aria-describedby={described.filter(Boolean).join(' ') || undefined}
      >
        {text}
        {of !== undefined && <span className="only-heard">: {of}</span>}
      </Button>
      {reason !== undefined && (
        <span id={`${id}reason`} className="only-heard">
          {reason}
        </span>
      )}
      {own && (
        <RunProgress run={own.run} organizationId={organizationId} id={`${id}busy`} onEnd={end} />
      )}
      <ShownOutcome id={`${id}outcome`} outcome={outcome} dismiss={() => setOutcome(undefined)} />
      {isAsking && <Ask {...props} send={send} close={() => setAsking(false)} />}
    </div>
  )
}

const now = () => new Date().toISOString()

interface AskProps extends RetryProps {
  readonly send: (key: string) => Promise<void>
  readonly close: () => void
}

function Ask({ count, amount, note, send, close }: AskProps) {
  const say = useTexts(texts)
  const format = useFormat()
  // As it was when the dialog opened: what is agreed to does not change under the reader.
  const [shown] = useState({ count, amount, note })
  return (
    <Confirm
      title={say('ask_title')}
      description={
        <>
          <p>{say('ask', { n: shown.count, amount: format.amount(shown.amount) })}</p>
          {shown.note !== undefined && <p>{shown.note}</p>}
        </>
      }
      verb={say('do_retry', { n: shown.count })}
      confirm={send}
      close={close}
    />
  )
}

/** What was left as it is, and why; nothing where all went. */
function useSkippedWords() {
  const say = useTexts(texts)
  return ({ skipped }: Retried): string[] => {
    const count = (...statuses: string[]) =>
      skipped.filter(({ status }) => statuses.includes(status)).length
    const posted = count('posted')
    const unproven = count('may_be_in_ledger')
    const others = skipped.length - posted - unproven
    return [
      ...(posted > 0 ? [say('skipped_posted', { n: posted })] : []),
      ...(unproven > 0 ? [say('skipped_unproven', { n: unproven })] : []),
      ...(others > 0 ? [say('skipped_others', { n: others })] : []),
    ]
  }
}
