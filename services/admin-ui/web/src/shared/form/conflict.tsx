import { LocalAlert } from '@navikt/ds-react'
import type { ReactNode } from 'react'
import { usePerson } from '../session/person.ts'
import { useFormat, useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

interface ConflictProps {
  /** Who saved, and when, as the settings say that were read again. */
  readonly by: string
  readonly at: string
  /** What differs, and what the person can do about it. */
  readonly children: ReactNode
}

/** Somebody else saved first; what the person chose is still in the fields. */
export function Conflict({ by, at, children }: ConflictProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const person = usePerson()
  return (
    <LocalAlert status="warning" className="conflict">
      <LocalAlert.Header>
        <LocalAlert.Title as="h2">{say('conflict')}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <p>{say('conflict_by', { by: person(by), at: format.moment(at) })}</p>
        {children}
      </LocalAlert.Content>
    </LocalAlert>
  )
}
