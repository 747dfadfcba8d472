import { defineTexts } from '../texts/texts.ts'

export const texts = defineTexts({
  nb: { as_table: 'Vis som tabell' },
  nn: { as_table: 'Vis som tabell' },
  en: { as_table: 'Show as a table' },
})
