import type { Texts } from '@bilagsbro/service-kit/texts'

/** What the refusals of this service say. */
export const texts = {
  nb: {
    'log_entry.not_found': ['Oppføringen finnes ikke', 'Loggen har ingen slik oppføring her.'],
  },
  nn: {
    'log_entry.not_found': ['Oppføringa finst ikkje', 'Loggen har inga slik oppføring her.'],
  },
  en: {
    'log_entry.not_found': ['There is no such entry', 'The log has no such entry here.'],
  },
} as const satisfies Texts
