import { useTexts } from '../texts/language.tsx'
import type { PolicyDraft } from './policies.ts'
import { texts } from './texts.ts'

/** The fields and their choices, in words; `system` is the name of the accounting system. */
export function usePolicyWords(system: string) {
  const say = useTexts(texts)
  const fields: Readonly<Record<keyof PolicyDraft, string>> = {
    postingMode: say('mode', { system }),
    deliveredDays: say('days'),
    closedPeriods: say('closed', { system }),
    postingDate: say('date'),
    freeText: say('text'),
  }
  const choices: Readonly<Record<string, { readonly text: string; readonly help: string }>> = {
    'postingMode book': { text: say('mode_book'), help: say('mode_book_help') },
    'postingMode draft': { text: say('mode_draft'), help: say('mode_draft_help', { system }) },
    'closedPeriods hold': { text: say('closed_hold'), help: say('closed_hold_help') },
    'closedPeriods next_open': {
      text: say('closed_next_open'),
      help: say('closed_next_open_help'),
    },
    'closedPeriods today': { text: say('closed_today'), help: say('closed_today_help') },
    'postingDate approval': { text: say('date_approval'), help: say('date_approval_help') },
    'postingDate last_line': { text: say('date_last_line'), help: say('date_last_line_help') },
    'freeText no': { text: say('text_no'), help: say('text_no_help') },
    'freeText yes': { text: say('text_yes'), help: say('text_yes_help', { system }) },
  }
  return {
    field: (name: keyof PolicyDraft) => fields[name],
    /** A number is its own word. */
    choice: (name: keyof PolicyDraft, value: string) =>
      choices[`${name} ${value}`] ?? { text: value, help: '' },
    daysHelp: say('days_help'),
    daysWrong: say('days_wrong'),
    onlyMode: say('mode_only', { system }),
  }
}
