import { useState } from 'react'
import { RadioInput } from '../form/fields.tsx'
import { FieldFaults } from '../form/form.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { useTexts } from '../texts/language.tsx'
import { AccountChoice } from './account-choice.tsx'
import type { PayeeDraft } from './draft.ts'
import type { Ledger } from './ledger.ts'
import { texts } from './texts.ts'

interface PayeeDialogProps {
  /** The kind of payee, as people call it. */
  readonly name: string
  readonly payee: PayeeDraft
  readonly ledger: Ledger
  /** Whether payees can stand under a number of their own. */
  readonly hasSubledger: boolean
  readonly use: (payee: PayeeDraft) => void
  readonly close: () => void
}

/** What records are booked against, for one kind of payee. Nothing is saved by it. */
export function PayeeDialog({ name, payee, ledger, hasSubledger, use, close }: PayeeDialogProps) {
  const say = useTexts(texts)
  const [draft, setDraft] = useState(payee)
  return (
    <Confirm
      title={say('row_title', { key: name })}
      description={<p>{say('row_description')}</p>}
      verb={say('use')}
      confirm={() => {
        use(draft)
        close()
        return Promise.resolve()
      }}
      close={close}
    >
      <FieldFaults faults={[]}>
        <AccountChoice
          ledger={ledger}
          value={draft.account}
          onChange={(account) => setDraft({ ...draft, account })}
        />
        {hasSubledger && (
          <RadioInput
            name="subledger"
            label={say('subledger')}
            help={say('subledger_help')}
            value={draft.subledger}
            onChange={(subledger) => setDraft({ ...draft, subledger })}
            choices={[
              { value: '', text: say('subledger_none') },
              { value: 'supplier', text: say('subledger_supplier') },
              { value: 'employee', text: say('subledger_employee') },
            ]}
          />
        )}
      </FieldFaults>
    </Confirm>
  )
}
