import type { Texts } from '@bilagsbro/service-kit/texts'

/** What the refusals of this service say. */
export const texts = {
  nb: {
    'record.not_found': ['Bilaget finnes ikke', 'Organisasjonen har ikke noe slikt bilag.'],
    'run.not_found': ['Overføringen finnes ikke', 'Organisasjonen har ingen slik overføring.'],
    'log.export_too_large': [
      'Loggen er for lang for én fil',
      'Mer enn {limit} oppføringer. Velg et kortere tidsrom.',
    ],
    'log.export_under_way': [
      'Loggen eksporteres allerede',
      'En eksport er i gang. Vent til den er ferdig, og prøv igjen.',
    ],
    'log.verification_under_way': [
      'Loggen kontrolleres allerede',
      'En kontroll er i gang. Vent til den er ferdig, og prøv igjen.',
    ],
    'changes.too_many_streams': [
      'For mange åpne strømmer',
      'Lukk noen av sidene som er åpne, og prøv igjen.',
    ],
    'log_entry.not_found': ['Oppføringen finnes ikke', 'Loggen har ingen slik oppføring her.'],
  },
  nn: {
    'record.not_found': ['Bilaget finst ikkje', 'Organisasjonen har ikkje noko slikt bilag.'],
    'run.not_found': ['Overføringa finst ikkje', 'Organisasjonen har inga slik overføring.'],
    'log.export_too_large': [
      'Loggen er for lang for éi fil',
      'Meir enn {limit} oppføringar. Vel eit kortare tidsrom.',
    ],
    'log.export_under_way': [
      'Loggen blir alt eksportert',
      'Ein eksport er i gang. Vent til han er ferdig, og prøv igjen.',
    ],
    'log.verification_under_way': [
      'Loggen blir alt kontrollert',
      'Ein kontroll er i gang. Vent til han er ferdig, og prøv igjen.',
    ],
    'changes.too_many_streams': [
      'For mange opne straumar',
      'Lat att nokre av sidene som er opne, og prøv igjen.',
    ],
    'log_entry.not_found': ['Oppføringa finst ikkje', 'Loggen har inga slik oppføring her.'],
  },
  en: {
    'record.not_found': ['There is no such record', 'The organisation has no such record.'],
    'run.not_found': ['There is no such run', 'The organisation has no such run.'],
    'log.export_too_large': [
      'The log is too long for one file',
      'More than {limit} entries. Choose a shorter range.',
    ],
    'log.export_under_way': [
      'A log is being exported',
      'An export is under way. Wait for it to end, and try again.',
    ],
    'log.verification_under_way': [
      'A log is being verified',
      'A verification is under way. Wait for it to end, and try again.',
    ],
    'changes.too_many_streams': [
      'Too many open streams',
      'Close some of the pages that are open, and try again.',
    ],
    'log_entry.not_found': ['There is no such entry', 'The log has no such entry here.'],
  },
} as const satisfies Texts
