import { useRef, useState, type ReactNode } from 'react'
import { Problem } from '../api/client.ts'
import type { Outcome } from '../parts/outcome.tsx'
import { faultsOf, isConflict, type FieldFault } from './faults.ts'

const none: readonly FieldFault[] = []

/** What became of saving a form: faults of its fields, a conflict with what somebody else saved, or an outcome. */
export function useSaving() {
  const [faults, setFaults] = useState(none)
  const [conflict, setConflict] = useState<Problem>()
  const [outcome, setOutcome] = useState<Outcome>()
  const [isSaving, setSaving] = useState(false)
  // At once, so that a double click saves once.
  const busy = useRef(false)

  /** Gives back whether it was saved. `save` answers what is said of it. */
  const run = async (
    save: () => Promise<ReactNode>,
    labelOf?: (field: string) => string | undefined,
    placeOf?: (field: string) => string,
  ): Promise<boolean> => {
    if (busy.current) return false
    busy.current = true
    setSaving(true)
    setOutcome(undefined)
    setConflict(undefined)
    setFaults(none)
    try {
      setOutcome({ kind: 'done', text: await save() })
      return true
    } catch (error) {
      const found = faultsOf(error, labelOf, placeOf)
      if (isConflict(error)) setConflict(error as Problem)
      else if (found.length > 0) setFaults(found)
      else setOutcome({ kind: 'failed', error: error as Error })
      return false
    } finally {
      busy.current = false
      setSaving(false)
    }
  }
  return {
    faults,
    /** What the page itself found before it asked anybody. */
    refuse: (found: readonly FieldFault[]) => {
      setOutcome(undefined)
      setFaults([...found])
    },
    conflict,
    endConflict: () => setConflict(undefined),
    fail: (error: Error) => setOutcome({ kind: 'failed', error }),
    outcome,
    dismiss: () => setOutcome(undefined),
    isSaving,
    run,
  }
}
