import { Heading } from '@navikt/ds-react'
import { Facts, type Fact } from '../../shared/parts/facts.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import type { LogEntry } from './queries.ts'
import { texts } from './texts.ts'

/** The text that is sealed, and what it is checked by. */
export function Proof({ entry: { id, line, leaf, salt, payload } }: { entry: LogEntry }) {
  const say = useTexts(texts)
  const format = useFormat()
  const facts: Fact[] = [
    [say('entry_no'), format.number(Number(id))],
    [say('leaf'), leaf && <code className="hash">{leaf}</code>],
    [say('salt'), salt && <code className="hash">{salt}</code>],
  ]
  return (
    <section aria-labelledby="proof">
      <Heading level="2" size="medium" id="proof">
        {say('proof')}
      </Heading>
      {line === undefined ? (
        <p>{say('before_seal')}</p>
      ) : (
        <>
          <p>{say(payload === undefined ? 'proof_help' : 'proof_help_payload')}</p>
          <Facts facts={facts} />
          <pre className="raw" role="region" aria-label={say('line')} tabIndex={0}>
            {line}
          </pre>
        </>
      )}
    </section>
  )
}
