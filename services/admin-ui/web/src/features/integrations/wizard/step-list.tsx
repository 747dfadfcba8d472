import { addresses } from '../../../shared/addresses.ts'
import { To } from '../../../shared/parts/to.tsx'
import { useTexts } from '../../../shared/texts/language.tsx'
import { ledTo, numberOf, steps, type Step } from './steps.ts'
import { texts } from './texts.ts'

interface StepListProps {
  readonly organizationId: string
  readonly step: Step
  readonly reached: { readonly isChosen: boolean; readonly isSaved: boolean }
}

/** Where somebody is, what is done, and the way back to it. */
export function StepList({ organizationId, step, reached }: StepListProps) {
  const say = useTexts(texts)
  return (
    <nav aria-label={say('steps')}>
      <ol className="steps">
        {steps.map((one) => {
          const isDone = numberOf(one) < numberOf(step)
          const mayGo = one !== step && ledTo(one, reached) === one
          const name = `${say(`step.${one}`)}${isDone ? `, ${say('done')}` : ''}`
          return (
            <li key={one} aria-current={one === step ? 'step' : undefined}>
              {mayGo ? <To address={addresses.connect(organizationId, one)}>{name}</To> : name}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
