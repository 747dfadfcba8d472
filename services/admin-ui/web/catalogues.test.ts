import { globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { languages, type Language } from './src/shared/texts/texts.ts'

const root = join(import.meta.dirname, 'src')
type Texts = Readonly<Record<Language, Readonly<Record<string, string>>>>

/** Every catalogue of the pages, by its file. */
const catalogues = await Promise.all(
  globSync('**/{texts,*-texts}.ts', { cwd: root, exclude: ['shared/texts/**'] }).map(
    async (file) => {
      const module = (await import(join(root, file))) as { texts: Texts }
      return [file, module.texts] as const
    },
  ),
)

const namesIn = (message: string) =>
  [...message.matchAll(/\{(\w+)(?=[,}])/g)]
    .map(([, name]) => name!)
    .toSorted((a, b) => a.localeCompare(b))

test('there are catalogues', () => {
  expect(catalogues.length).toBeGreaterThan(3)
})

test.each(catalogues)('%s says everything in every language, with the same values', (_, texts) => {
  for (const language of languages) {
    expect(Object.keys(texts[language]).toSorted()).toEqual(Object.keys(texts.nb).toSorted())
    for (const [key, message] of Object.entries(texts[language])) {
      expect([key, message.trim()]).toEqual([key, message])
      expect([key, message]).toEqual([key, expect.stringMatching(/\S/)])
      expect([key, namesIn(message)]).toEqual([key, namesIn(texts.nb[key]!)])
    }
  }
})

test.each(catalogues)('%s has no bokmål word that nynorsk does not know', (_, texts) => {
  const bokmaal =
    /\b(ikke|noe|fra|hvem|hva|hvor|blir du|siden?e|feilen av|jeg|dere|kunne ikke|ennå|mer|gjøre)\b/i
  const copied = Object.entries(texts.nn).filter(([, message]) => bokmaal.test(message))
  expect(copied).toEqual([])
})
