import { expect, test } from 'vitest'
import { sentencesOf } from './sentences.ts'

const nameOf = ({ kind, value }: { kind: string; value: string }) =>
  kind === 'period' ? 'november 2026' : `«${value}»`

test.each([
  [
    'Perioden «2026-11» er lukket. Åpne den i regnskapet, eller velg en annen bokføringsdato',
    { kind: 'period', value: '2026-11' } as const,
    'Perioden november 2026 er lukket',
    'Åpne den i regnskapet, eller velg en annen bokføringsdato',
  ],
  [
    'Utgiftstypen «drosje» mangler konto. Legg inn kontering',
    { kind: 'category', value: 'drosje' } as const,
    'Utgiftstypen «drosje» mangler konto',
    'Legg inn kontering',
  ],
  ['Regnskapssystemet ber oss vente', undefined, 'Regnskapssystemet ber oss vente', ''],
])('%s', (text, subject, title, remedy) => {
  expect(sentencesOf(text, subject, nameOf)).toEqual({ title, remedy })
})
