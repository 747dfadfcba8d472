import { Button, InlineMessage, ReadMore } from '@navikt/ds-react'
import { XMarkIcon } from '@navikt/aksel-icons'
import { Problem } from '../../../shared/api/client.ts'
import { useTexts } from '../../../shared/texts/language.tsx'
import type { FoundLedger } from '../queries.ts'
import { texts } from './test-texts.ts'
import type { Tested } from './use-test.ts'

interface TestResultProps {
  readonly isTesting: boolean
  readonly tested: Tested | undefined
  readonly id: string
  readonly dismiss: () => void
}

/** That a test goes on, what it found in the ledger, or the cause of its failure and what to do. */
export function TestResult({ isTesting, tested, id, dismiss }: TestResultProps) {
  const say = useTexts(texts)
  if (isTesting)
    return (
      <p className="testing">
        <label htmlFor={`${id}-progress`}>{say('testing')}</label>
        <progress id={`${id}-progress`} />
      </p>
    )
  if (!tested) return null
  return (
    <>
      <div className="outcome" role={tested.kind === 'failed' ? 'alert' : undefined}>
        <InlineMessage status={tested.kind === 'failed' ? 'error' : 'success'} id={id}>
          {tested.kind === 'failed' ? (
            <Cause error={tested.error} />
          ) : (
            <>
              {say('found', { name: tested.ledger.name })}{' '}
              {say('ok', { a: tested.ledger.accounts, c: tested.ledger.costCentres })}
            </>
          )}
        </InlineMessage>
        <Button
          type="button"
          size="small"
          variant="tertiary"
          icon={<XMarkIcon title={say('dismiss')} />}
          onClick={dismiss}
        />
      </div>
      {tested.kind === 'found' && <Lists ledger={tested.ledger} />}
    </>
  )
}

function Cause({ error }: { error: Error }) {
  const say = useTexts(texts)
  const told = error instanceof Problem ? error : undefined
  return (
    <>
      {say('failed', { title: told?.message || say('unreachable') })} {told?.detail}{' '}
      {say('nothing_saved')} {told && say('code', { code: told.code })}
    </>
  )
}

/** Whoever knows the ledger sees by its accounts that it is the right one. */
function Lists({ ledger }: { ledger: FoundLedger }) {
  const say = useTexts(texts)
  const lists = [
    ['accounts', ledger.firstAccounts, ledger.accounts],
    ['cost_centres', ledger.firstCostCentres, ledger.costCentres],
  ] as const
  return lists.map(([name, entries = [], count]) =>
    entries.length === 0 ? null : (
      <ReadMore key={name} header={say(name, { n: count })} size="small">
        <ul>
          {entries.map(({ code, name: called, blocked }) => (
            <li key={code}>
              {code} {called}
              {blocked !== undefined && ` (${say('blocked')})`}
            </li>
          ))}
          {count > entries.length && <li>{say('more', { n: count - entries.length })}</li>}
        </ul>
      </ReadMore>
    ),
  )
}
