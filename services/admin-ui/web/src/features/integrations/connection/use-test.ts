import { useRef, useState } from 'react'
import { useAnnounce } from '../../../shared/live/status.tsx'
import { faultsOf, type FieldFault } from '../../../shared/form/faults.ts'
import { useTexts } from '../../../shared/texts/language.tsx'
import { testConnection, type Draft, type FoundLedger } from '../queries.ts'
import { texts } from './test-texts.ts'

export type Tested =
  | { readonly kind: 'found'; readonly draft: string; readonly ledger: FoundLedger }
  | { readonly kind: 'failed'; readonly error: Error }

/** Tries what was entered against the ledger itself; what was found right is known by its text. */
export function useTest(organizationId: string, refuse: (faults: readonly FieldFault[]) => void) {
  const say = useTexts(texts)
  const announce = useAnnounce()
  const [isTesting, setTesting] = useState(false)
  const [tested, setTested] = useState<Tested>()
  const busy = useRef(false)

  const run = async (
    draft: Omit<Draft, 'expiresAt'>,
    labelOf: (field: string) => string | undefined,
  ) => {
    if (busy.current) return
    busy.current = true
    setTesting(true)
    setTested(undefined)
    announce('own', say('testing'))
    try {
      const ledger = await testConnection(organizationId, draft)
      setTested({ kind: 'found', draft: JSON.stringify(draft), ledger })
      announce('own', say('ok', { a: ledger.accounts, c: ledger.costCentres }))
    } catch (error) {
      const faults = faultsOf(error, labelOf)
      if (faults.length > 0) refuse(faults)
      else setTested({ kind: 'failed', error: error as Error })
    } finally {
      busy.current = false
      setTesting(false)
    }
  }
  return { isTesting, tested, run, dismiss: () => setTested(undefined) }
}
