/** The steps by their addresses, in order. */
export const steps = [
  'system',
  'palogging',
  'test',
  'kontering',
  'bokforing',
  'kontroll',
  'sla-pa',
] as const
export type Step = (typeof steps)[number]

export const isStep = (text: string): text is Step => steps.some((step) => step === text)

export const numberOf = (step: Step) => steps.indexOf(step) + 1

interface Reached {
  /** A kind of system is chosen. */
  readonly isChosen: boolean
  /** The integration is saved. */
  readonly isSaved: boolean
}

/** The last step that somebody can be at: each needs what the one before gave. */
const lastOf = ({ isChosen, isSaved }: Reached): Step =>
  isSaved ? 'sla-pa' : isChosen ? 'test' : 'system'

/** Where somebody is led who asks for a step: there, or to the last that can be. */
export function ledTo(asked: string, reached: Reached): Step {
  const last = lastOf(reached)
  if (!isStep(asked)) return 'system'
  // Fields can only be shown of a system that is chosen.
  if (!reached.isChosen && (asked === 'palogging' || asked === 'test')) return 'system'
  return numberOf(asked) <= numberOf(last) ? asked : last
}
