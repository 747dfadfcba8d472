import { isSame } from '../form/merge.ts'
import { useRecordWords } from '../records/words.ts'
import { useTexts } from '../texts/language.tsx'
import { codings, type MappingDraft } from './draft.ts'
import { texts } from './texts.ts'

/** What two mappings book otherwise, in sentences. */
export function useDifferences() {
  const say = useTexts(texts)
  const words = useRecordWords()
  const coded = (codes: Readonly<Record<string, string>> | undefined): string => {
    const parts = Object.entries(codes ?? {}).filter(([, code]) => code !== '')
    const shown = parts.map(([name, code]) => {
      const coding = codings.find((one) => one === name)
      return `${inSentence(say(coding ?? 'account'))} ${code}`
    })
    return shown.length === 0 ? say('nothing') : shown.join(', ')
  }
  const subledger = (kind: string) =>
    kind === 'supplier'
      ? say('subledger_supplier')
      : kind === 'employee'
        ? say('subledger_employee')
        : say('subledger_none')
  return (before: MappingDraft, after: MappingDraft): readonly string[] => {
    const sentence = (key: string, one: string, other: string) =>
      one === other ? [] : [say('differs', { key, before: one, after: other })]
    const names = new Set([...Object.keys(before.categories), ...Object.keys(after.categories)])
    const kinds = ['employee', 'volunteer', 'external'] as const
    return [
      ...[...names].flatMap((key) =>
        isSame(before.categories[key], after.categories[key])
          ? []
          : sentence(key, coded(before.categories[key]), coded(after.categories[key])),
      ),
      ...kinds.flatMap((kind) => [
        ...sentence(
          words.payeeKind(kind),
          before.payees[kind].account || say('nothing'),
          after.payees[kind].account || say('nothing'),
        ),
        ...sentence(
          `${words.payeeKind(kind)}, ${say('subledger')}`,
          subledger(before.payees[kind].subledger),
          subledger(after.payees[kind].subledger),
        ),
      ]),
      ...sentence(say('rest'), coded(before.dimensions), coded(after.dimensions)),
      ...sentence(say('rest'), coded(before.defaults), coded(after.defaults)),
      ...sentence(
        say('from'),
        before.effectiveFrom || say('differs_from'),
        after.effectiveFrom || say('differs_from'),
      ),
    ]
  }
}

/** Without a capital, unless the whole word has them. */
const inSentence = (word: string) =>
  word.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase())
