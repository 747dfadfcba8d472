import { Button, ReadMore } from '@navikt/ds-react'
import { useId, useState } from 'react'
import { useField } from '../../../shared/form/form.tsx'
import { useAnnounce } from '../../../shared/live/status.tsx'
import { useTexts } from '../../../shared/texts/language.tsx'
import { examplesFor, isExpression, type Group } from './draft.ts'
import { texts } from './field-texts.ts'
import type { FieldsProps } from './fields-props.ts'
import { useFieldWords } from './words.ts'

interface FillProps extends FieldsProps {
  readonly group: Group
  readonly legend: string
}

/** Somewhere to start from: the examples of a group, where nothing was entered yet. */
export function FillExamples({ group, legend, entered, secrets, change }: FillProps) {
  const say = useTexts(texts)
  const words = useFieldWords(entered.type)
  const announce = useAnnounce()
  const id = useId()
  const { readOnly } = useField('')
  const [outcome, setOutcome] = useState<string>()
  const hasExamples = group.fields.some((field) => field.example && isExpression(field))
  if (readOnly || !hasExamples) return null
  const fill = () => {
    const found = examplesFor(group.fields, entered)
    const filled = Object.fromEntries(found.map(({ field, example }) => [field.name, example]))
    const list = found.map(({ field }) => words.label(field)).join(', ')
    const told = found.length > 0 ? say('example_filled', { list }) : say('example_kept')
    change({ ...entered, target: { ...entered.target, ...filled } }, secrets)
    setOutcome(told)
    announce('own', told)
  }
  return (
    <div>
      <Button
        type="button"
        size="small"
        variant="secondary"
        aria-label={say('example_fill_in', { group: legend })}
        {...(outcome !== undefined && { 'aria-describedby': id })}
        onClick={fill}
      >
        {say('example_fill')}
      </Button>
      {outcome !== undefined && (
        <p id={id} className="less">
          {outcome}
        </p>
      )}
    </div>
  )
}

/** An expression that would do somewhere, to read beside one's own. */
export function Example({ label, example }: { label: string; example: string }) {
  const say = useTexts(texts)
  return (
    <ReadMore header={say('example_of', { label })} size="small">
      <pre className="raw">{example}</pre>
    </ReadMore>
  )
}
