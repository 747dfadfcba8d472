import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { useRecordWords } from '../../shared/records/words.ts'
import { readDay } from '../../shared/format/days.ts'
import { Ask } from './ask.tsx'
import { texts } from './deed-texts.ts'
import { markHandled, retry, sayOfLedger, undoHandled } from './deeds.ts'
import type { Answers, AskedField } from './fields.ts'
import type { Deed } from './may.ts'
import type { Revision, Which } from './queries.ts'

export interface AskedProps {
  readonly which: Which
  readonly shown: Revision
  readonly system: string
  readonly end: (deed: Deed, left: string | undefined) => void
  readonly close: () => void
}

/** Asks about one deed, and does it. */
export function AskDeed({ deed, ...props }: AskedProps & { readonly deed: Exclude<Deed, 'date'> }) {
  const { which, shown, system, end, close } = props
  const say = useTexts(texts)
  const format = useFormat()
  const words = useRecordWords()
  const about = { ref: words.name(shown), amount: format.amount(shown.amount), system }
  const fields = useFields(system)
  return (
    <Ask
      title={say(`${deed}_title`)}
      description={deed === 'found' ? say('found_ask', about) : say(`${deed}_ask`, about)}
      verb={say(`${deed}_do`)}
      ends={deed === 'mark' || deed === 'found'}
      fields={fields[deed]}
      confirm={async (answers, key) => end(deed, await done(deed, which, answers, key))}
      close={close}
    />
  )
}

function done(
  deed: Exclude<Deed, 'date'>,
  which: Which,
  { reason = '', voucher = '', day = '' }: Answers,
  key: string,
): Promise<string | undefined> {
  const voucherNumber = voucher.trim()
  switch (deed) {
    case 'retry':
      return retry(which, key)
    case 'mark':
      return markHandled(
        which,
        { reason: reason.trim(), ...(voucherNumber && { voucherNumber }) },
        key,
      )
    case 'undo':
      return undoHandled(which, reason.trim(), key)
    case 'found':
      return sayOfLedger(
        which,
        {
          kind: 'in_ledger',
          reason: reason.trim(),
          voucherNumber,
          voucherDate: readDay(day) ?? '',
        },
        key,
      )
    default:
      return sayOfLedger(which, { kind: 'not_in_ledger', reason: reason.trim() }, key)
  }
}

export function useReasonField(): AskedField {
  const say = useTexts(texts)
  return {
    name: 'reason',
    label: say('reason'),
    help: say('reason_help'),
    missing: say('reason_missing'),
  }
}

function useFields(system: string): Readonly<Record<Exclude<Deed, 'date'>, AskedField[]>> {
  const say = useTexts(texts)
  const reason = useReasonField()
  const voucher = { name: 'voucher', label: say('voucher', { system }) }
  return {
    retry: [],
    mark: [reason, { name: 'voucher', label: say('voucher_optional', { system }) }],
    undo: [reason],
    found: [
      { ...voucher, missing: say('voucher_missing') },
      {
        name: 'day',
        label: say('voucher_date', { system }),
        missing: say('voucher_date_missing'),
        isDay: true,
      },
      reason,
    ],
    missing: [reason],
  }
}
