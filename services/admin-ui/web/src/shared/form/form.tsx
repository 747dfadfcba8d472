import { ErrorSummary } from '@navikt/ds-react'
import { createContext, use, useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { useTexts } from '../texts/language.tsx'
import type { FieldFault } from './faults.ts'
import { texts } from './texts.ts'

interface FormState {
  readonly id: string
  readonly readOnly: boolean
  readonly faults: readonly FieldFault[]
}

const FormContext = createContext<FormState>({ id: '', readOnly: false, faults: [] })

/** The id of a field in its form, that of its fault, and what the fault says. */
export function useField(name: string) {
  const { id, readOnly, faults } = use(FormContext)
  const fieldId = idOf(id, name)
  const fault = faults.find(({ field }) => field === name)?.message
  return { id: fieldId, faultId: `${fieldId}-fault`, fault, readOnly }
}

const idOf = (form: string, name: string) => `${form}${encodeURIComponent(name)}`

interface FieldFaultsProps {
  /** What was found when somebody tried to save: a new list each time, so that focus goes to it each time. */
  readonly faults: readonly FieldFault[]
  /** For whoever may look and not change. */
  readonly readOnly?: boolean
  readonly children: ReactNode
}

/** Fields, and above them what is wrong: it has focus, and leads to them. In a dialog, which is a form by itself. */
export function FieldFaults({ faults, readOnly = false, children }: FieldFaultsProps) {
  const id = useId()
  return (
    <FormContext value={{ id, readOnly, faults }}>
      <Faults faults={faults} formId={id} />
      {children}
    </FormContext>
  )
}

interface FormProps extends FieldFaultsProps {
  readonly submit: () => void
}

/** A form that is checked when it is submitted. */
export function Form({ submit, ...fields }: FormProps) {
  return (
    <form
      noValidate
      className="form"
      onSubmit={(event) => {
        // A form in a dialog that was opened from here is not this one, though its event comes by.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        submit()
      }}
    >
      <FieldFaults {...fields} />
    </form>
  )
}

function Faults({ faults, formId }: { faults: readonly FieldFault[]; formId: string }) {
  const say = useTexts(texts)
  const summary = useRef<HTMLDivElement>(null)
  const [here, setHere] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const found = faults.filter(({ field }) => document.getElementById(idOf(formId, field)))
    setHere(new Set(found.map(({ field }) => field)))
    if (faults.length > 0) summary.current?.focus()
  }, [faults, formId])
  if (faults.length === 0) return null
  return (
    <ErrorSummary ref={summary} heading={say('faults')} className="faults">
      {faults.map(({ field, message }) =>
        here.has(field) ? (
          <ErrorSummary.Item
            key={field + message}
            href={`#${idOf(formId, field)}`}
            onClick={(event) => {
              event.preventDefault()
              focusOn(idOf(formId, field))
            }}
          >
            {message}
          </ErrorSummary.Item>
        ) : (
          <li key={field + message}>{message}</li>
        ),
      )}
    </ErrorSummary>
  )
}

const control = 'input, select, textarea, button'

/** The field itself, or the first of a group. */
function focusOn(id: string): void {
  const field = document.getElementById(id)
  const first = field?.matches(control) ? field : field?.querySelector<HTMLElement>(control)
  first?.focus()
}
