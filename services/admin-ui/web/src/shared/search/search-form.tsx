import { Search } from '@navikt/ds-react'
import { useRef, type FormEvent, type ReactNode } from 'react'
import { useTexts } from '../texts/language.tsx'
import { texts } from './texts.ts'

interface SearchFormProps {
  readonly label: string
  /** As it stands in the address. */
  readonly value: string | undefined
  readonly look: (text: string) => void
  /** What else is looked for. */
  readonly children?: ReactNode
}

/** What is typed counts when the form is sent, or its field is emptied. */
export function SearchForm({ label, value = '', look, children }: SearchFormProps) {
  const say = useTexts(texts)
  const field = useRef<HTMLInputElement>(null)
  const send = (event: FormEvent) => {
    event.preventDefault()
    look(field.current?.value.trim() ?? '')
  }
  return (
    <form role="search" className="filters" onSubmit={send}>
      <Search
        key={value}
        ref={field}
        label={label}
        hideLabel={false}
        size="small"
        variant="secondary"
        defaultValue={value}
        onClear={() => look('')}
      >
        <Search.Button>{say('search')}</Search.Button>
      </Search>
      {children}
    </form>
  )
}
