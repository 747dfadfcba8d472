import type { Settings } from '../../../shared/settings/queries.ts'
import type { Entries } from './entries.ts'
import type { Step } from './steps.ts'

export interface StepProps {
  readonly settings: Settings
  readonly entries: Entries
  readonly change: (next: Partial<Entries>) => void
  readonly clear: () => void
  /** Leads to another step. */
  readonly go: (step: Step) => Promise<void>
}
