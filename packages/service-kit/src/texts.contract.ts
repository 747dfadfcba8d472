import type { Params } from '@bilagsbro/kernel/result'
import { describe, expect, test } from 'vitest'
import { commonTexts, messageOf, worded, type Language, type Texts } from './texts.ts'

const languages: readonly Language[] = ['nb', 'nn', 'en']

/** Every code says something in every language, with nothing in it that nobody fills. `codes`: what each is filled with. */
export function textsContract(
  codes: Readonly<Record<string, readonly string[]>>,
  texts: Texts,
): void {
  describe.each(languages)('in %s', (language) => {
    const of = (code: string) =>
      texts[language][code] ?? commonTexts[language][code as 'route.not_found']

    test.each(Object.entries(codes))('%s has its text, filled with %j', (code, names) => {
      const text = of(code)
      expect(text).toBeDefined()
      const [title, detail] = typeof text === 'string' ? ['', text] : text
      expect([title, detail]).toEqual([expect.any(String), expect.any(String)])
      const placeholders = [...`${title} ${detail}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const allowed = typeof text === 'string' ? [...names, 'field'] : names
      expect(placeholders.filter((name) => !allowed.includes(name!))).toEqual([])
      expect(names.filter((name) => !placeholders.includes(name))).toEqual([])
    })

    test('no text is of a code that nobody uses', () => {
      const unused = Object.keys(texts[language]).filter((code) => !(code in codes))
      expect(unused.filter((code) => !/\.\*$|^status\.|^faults\./.test(code))).toEqual([])
    })

    test('nothing is left to be filled', () => {
      for (const [code, names] of Object.entries(codes)) {
        const params: Params = Object.fromEntries(names.map((name) => [name, 'x']))
        const said =
          typeof of(code) === 'string'
            ? messageOf({ field: '/a', code, params }, language, texts)
            : worded({ code, status: 400, params }, language, texts).detail
        expect([code, said]).toEqual([code, expect.not.stringMatching(/[{}]|undefined/)])
      }
    })
  })
}
