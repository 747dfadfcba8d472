import { norwegianDay, norwegianMoment, type Filled, type Words } from './words.ts'

const more = ({ affected }: Filled) => (affected > 1 ? `. Og ${affected - 1} til` : '')

export const nn: Words = {
  raised: {
    third_failure: (it) =>
      `${it.type} ${it.reference} kom ikkje fram på tre forsøk: ${it.error}${more(it)}`,
    final_failure: (it) => `${it.type} ${it.reference} kan ikkje bokførast: ${it.error}${more(it)}`,
    error_rate: (it) => `${it.errors} feil på 24 timar, grensa er ${it.limit}`,
    waiting: (it) => `${it.remaining} bilag har venta i ${it.limit} timar`,
    stalled: (it) => `Ingenting bokført på ${it.limit} timar; ${it.remaining} bilag ventar`,
    late_delivery: (it) => `Levert, ikkje bokført i tide: ${it.remaining} bilag`,
    expiring_secret: (it) => `Nøkkelen går ut ${it.day}`,
    suspended: (it) => `Overføringa er stansa: ${it.error}. ${it.remaining} bilag ventar`,
    posted_twice: (it) =>
      `${it.reference} står meir enn éin gong i rekneskapen, eller annleis enn det vart bokført${it.names && ` (bilag ${it.names})`}${more(it)}. Sjå etter der, reverser det som er for mykje, og merk varselet som sett`,
    broken_log: () => 'Loggen er ikkje lenger heil: noko i han er endra, fjerna eller sett inn',
    organizations: (it) => `${it.affected} organisasjonar har varsel. ${it.topics}`,
    second_vouchers: (it) =>
      `Bilag står meir enn éin gong i rekneskapen, eller annleis enn dei vart bokførte: ${it.names}`,
    broken_logs: (it) => `Loggen er ikkje lenger heil: ${it.names}`,
    secrets: (it) => `Nøklar går snart ut: ${it.names}`,
    consumer_lag: (it) => `Meldingar har venta i meir enn ${it.limit} minutt på ${it.names}`,
    dead_letters: (it) => `${it.affected} meldingar er sette til side: ${it.names}`,
    topic_settings: (it) => `Innstillingane på Kafka er ikkje som avtalt: ${it.names}`,
  },
  unstable: 'Ustabil: feilen kjem stadig tilbake.',
  ended: {
    over: (at) => `Løyst ${at}`,
    withdrawn: (at) => `Lukka ${at}: varselet gjeld ikkje lenger`,
    proved: (at) => `Løyst ${at}: alle bilag er bokførte eller handterte`,
    moved: (at) => `Over ${at}: årsaka er borte, men nokre av bilaga feilar av ein annan grunn`,
    switched_off: (at) => `Lukka ${at}: integrasjonen er slått av. Ingenting er retta`,
    by_person: (at) => `Løyst ${at}: merkt som ordna`,
  },
  topics: {
    stopped: 'Overføringa er stansa',
    failing: 'Bilag feilar',
    waiting: 'Bilag ventar',
    unbooked: 'Levert, ikkje bokført',
  },
  record: 'Bilag',
  types: { travel_reimbursement: 'Reiserekning', expense: 'Utlegg', honorarium: 'Honorar' },
  // Formats of nynorsk are those of bokmål.
  others: (count) => `${count} til`,
  list: new Intl.ListFormat('nb-NO'),
  moment: norwegianMoment,
  day: norwegianDay,
}
