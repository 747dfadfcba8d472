import { defineTexts } from '../texts/texts.ts'

export const texts = defineTexts({
  nb: {
    ascending: 'stigende',
    descending: 'synkende',
    sorted: 'Sortert etter {column}, {direction}',
    pages: 'Sider av {name}',
    news: '{n, plural, one {# ny – oppdater} other {# nye – oppdater}}',
    showing: '{from}–{to} av {total}',
    hits: '{n, plural, =0 {Ingen treff} one {# treff} other {# treff}}',
  },
  nn: {
    ascending: 'stigande',
    descending: 'synkande',
    sorted: 'Sortert etter {column}, {direction}',
    pages: 'Sider av {name}',
    news: '{n, plural, one {# ny – oppdater} other {# nye – oppdater}}',
    showing: '{from}–{to} av {total}',
    hits: '{n, plural, =0 {Ingen treff} one {# treff} other {# treff}}',
  },
  en: {
    ascending: 'ascending',
    descending: 'descending',
    sorted: 'Sorted by {column}, {direction}',
    pages: 'Pages of {name}',
    news: '{n, plural, one {# new – refresh} other {# new – refresh}}',
    showing: '{from}–{to} of {total}',
    hits: '{n, plural, =0 {No hits} one {# hit} other {# hits}}',
  },
})
