import { defineTexts } from '../../shared/texts/texts.ts'

export const texts = defineTexts({
  nb: {
    pictures: 'Utvikling',
    today: 'i dag',
    day: 'Dag',
    age: 'Ventetid',
    cause: 'Årsak',
    count: 'Bilag',
    amount: 'Beløp',
    posted: 'Bokført per dag',
    posted_finding:
      '{n, plural, one {# bilag} other {# bilag}} bokført de siste {days, plural, one {# dagen} other {# dagene}}. Flest {day}: {most}.',
    posted_none: 'Ingen bilag er bokført de siste {days, plural, one {# dagen} other {# dagene}}.',
    waiting: 'Venter etter alder',
    waiting_finding:
      '{n, plural, one {# bilag venter} other {# bilag venter}}, det eldste godkjent {day}.',
    waiting_none: 'Ingen bilag venter.',
    under_a_day: 'Under 1 døgn',
    under_two_days: '1–2 døgn',
    under_a_week: '2–7 døgn',
    under_a_month: '1–4 uker',
    older: 'Over 30 døgn',
    causes: 'Feil etter årsak',
    causes_finding:
      '{n, plural, one {# bilag} other {# bilag}} har feil, av {causes, plural, one {# årsak} other {# årsaker}}.',
    causes_none: 'Ingen bilag har feil.',
  },
  nn: {
    pictures: 'Utvikling',
    today: 'i dag',
    day: 'Dag',
    age: 'Ventetid',
    cause: 'Årsak',
    count: 'Bilag',
    amount: 'Beløp',
    posted: 'Bokført per dag',
    posted_finding:
      '{n, plural, one {# bilag} other {# bilag}} bokførte dei siste {days, plural, one {# dagen} other {# dagane}}. Flest {day}: {most}.',
    posted_none:
      'Ingen bilag er bokførte dei siste {days, plural, one {# dagen} other {# dagane}}.',
    waiting: 'Ventar etter alder',
    waiting_finding:
      '{n, plural, one {# bilag ventar} other {# bilag ventar}}, det eldste godkjent {day}.',
    waiting_none: 'Ingen bilag ventar.',
    under_a_day: 'Under 1 døgn',
    under_two_days: '1–2 døgn',
    under_a_week: '2–7 døgn',
    under_a_month: '1–4 veker',
    older: 'Over 30 døgn',
    causes: 'Feil etter årsak',
    causes_finding:
      '{n, plural, one {# bilag} other {# bilag}} har feil, av {causes, plural, one {# årsak} other {# årsaker}}.',
    causes_none: 'Ingen bilag har feil.',
  },
  en: {
    pictures: 'Trends',
    today: 'today',
    day: 'Day',
    age: 'Waiting for',
    cause: 'Cause',
    count: 'Records',
    amount: 'Amount',
    posted: 'Posted per day',
    posted_finding:
      '{n, plural, one {# record} other {# records}} posted in the last {days, plural, one {# day} other {# days}}. Most {day}: {most}.',
    posted_none: 'Nothing was posted in the last {days, plural, one {# day} other {# days}}.',
    waiting: 'Waiting by age',
    waiting_finding:
      '{n, plural, one {# record waits} other {# records wait}}, the oldest approved {day}.',
    waiting_none: 'No records wait.',
    under_a_day: 'Under 1 day',
    under_two_days: '1–2 days',
    under_a_week: '2–7 days',
    under_a_month: '1–4 weeks',
    older: 'Over 30 days',
    causes: 'Failures by cause',
    causes_finding:
      '{n, plural, one {# record} other {# records}} failed, of {causes, plural, one {# cause} other {# causes}}.',
    causes_none: 'No records failed.',
  },
})
