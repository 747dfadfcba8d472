import { norwegianDay, norwegianMoment, type Filled, type Words } from './words.ts'

const more = ({ affected }: Filled) => (affected > 1 ? `. Og ${affected - 1} til` : '')

export const nb: Words = {
  raised: {
    third_failure: (it) =>
      `${it.type} ${it.reference} kom ikke fram på tre forsøk: ${it.error}${more(it)}`,
    final_failure: (it) => `${it.type} ${it.reference} kan ikke bokføres: ${it.error}${more(it)}`,
    error_rate: (it) => `${it.errors} feil på 24 timer, grensen er ${it.limit}`,
    waiting: (it) => `${it.remaining} bilag har ventet i ${it.limit} timer`,
    stalled: (it) => `Ingenting bokført på ${it.limit} timer; ${it.remaining} bilag venter`,
    late_delivery: (it) => `Levert, ikke bokført i tide: ${it.remaining} bilag`,
    expiring_secret: (it) => `Nøkkelen går ut ${it.day}`,
    suspended: (it) => `Overføringen er stanset: ${it.error}. ${it.remaining} bilag venter`,
    posted_twice: (it) =>
      `${it.reference} står mer enn én gang i regnskapet, eller annerledes enn det ble bokført${it.names && ` (bilag ${it.names})`}${more(it)}. Se etter der, reverser det som er for mye, og merk varselet som sett`,
    broken_log: () => 'Loggen er ikke lenger hel: noe i den er endret, fjernet eller satt inn',
    organizations: (it) => `${it.affected} organisasjoner har varsler. ${it.topics}`,
    second_vouchers: (it) =>
      `Bilag står mer enn én gang i regnskapet, eller annerledes enn de ble bokført: ${it.names}`,
    broken_logs: (it) => `Loggen er ikke lenger hel: ${it.names}`,
    secrets: (it) => `Nøkler går snart ut: ${it.names}`,
    consumer_lag: (it) => `Meldinger har ventet i mer enn ${it.limit} minutter på ${it.names}`,
    dead_letters: (it) => `${it.affected} meldinger er satt til side: ${it.names}`,
    topic_settings: (it) => `Innstillingene på Kafka er ikke som avtalt: ${it.names}`,
  },
  unstable: 'Ustabil: feilen kommer stadig tilbake.',
  ended: {
    over: (at) => `Løst ${at}`,
    withdrawn: (at) => `Lukket ${at}: varselet gjelder ikke lenger`,
    proved: (at) => `Løst ${at}: alle bilag er bokført eller håndtert`,
    moved: (at) => `Over ${at}: årsaken er borte, men noen av bilagene feiler av en annen grunn`,
    switched_off: (at) => `Lukket ${at}: integrasjonen er slått av. Ingenting er rettet`,
    by_person: (at) => `Løst ${at}: merket som ordnet`,
  },
  topics: {
    stopped: 'Overføringen er stanset',
    failing: 'Bilag feiler',
    waiting: 'Bilag venter',
    unbooked: 'Levert, ikke bokført',
  },
  record: 'Bilag',
  types: { travel_reimbursement: 'Reiseregning', expense: 'Utlegg', honorarium: 'Honorar' },
  others: (count) => `${count} til`,
  list: new Intl.ListFormat('nb-NO'),
  moment: norwegianMoment,
  day: norwegianDay,
}
