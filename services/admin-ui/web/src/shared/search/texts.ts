import { defineTexts } from '../texts/texts.ts'

export const texts = defineTexts({
  nb: { search: 'Søk', show: 'Vis', all: 'Alle', reset: 'Nullstill' },
  nn: { search: 'Søk', show: 'Vis', all: 'Alle', reset: 'Nullstill' },
  en: { search: 'Search', show: 'Show', all: 'All', reset: 'Reset' },
})
