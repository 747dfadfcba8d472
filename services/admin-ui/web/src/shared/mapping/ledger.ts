import { useRead } from '../api/read.ts'
import { useTexts } from '../texts/language.tsx'
import type { Coding, DimensionName, MappingDraft } from './draft.ts'
import { catalogueRead, type CatalogueEntry } from './queries.ts'
import { texts } from './texts.ts'

/** What a ledger can be mapped to. A list that is not here yet, or that could not be read whole, is left out. */
export interface Ledger {
  readonly organizationId: string
  /** Its name. */
  readonly system: string
  /** What its fields are chosen from has not been answered yet. */
  readonly isOnItsWay: boolean
  readonly accounts?: readonly CatalogueEntry[]
  readonly vatCodes?: readonly CatalogueEntry[]
  readonly dimensions?: readonly CatalogueEntry[]
}

/** `options`: what the ledger has a place for, beside the account. */
export function useLedger(
  organizationId: string,
  system: string,
  options: readonly string[],
): Ledger {
  const accounts = useRead(catalogueRead(organizationId, 'accounts')).data
  const vatRead = useRead({
    ...catalogueRead(organizationId, 'vat_codes'),
    enabled: options.includes('vatCode'),
  })
  const dimensionsRead = useRead({
    ...catalogueRead(organizationId, 'dimensions'),
    enabled: options.includes('costCenter') || options.includes('project'),
  })
  const [vat, dimensions] = [vatRead.data, dimensionsRead.data]
  return {
    organizationId,
    system,
    isOnItsWay: vatRead.isLoading || dimensionsRead.isLoading,
    ...(accounts && { accounts: accounts.rows }),
    ...(vat?.next === null && { vatCodes: vat.rows }),
    ...(dimensions?.next === null && { dimensions: dimensions.rows }),
  }
}

/** The values of one code that a row may carry; nothing where the ledger did not list them. */
export function entriesOf(
  { vatCodes, dimensions }: Ledger,
  coding: Coding,
  chosen: MappingDraft['dimensions'],
): readonly CatalogueEntry[] | undefined {
  if (coding === 'vatCode') return vatCodes
  return dimensions?.filter(({ dimension }) => dimension === chosen[coding])
}

export const nameOf = (code: string, entries: readonly CatalogueEntry[] = []) => {
  const name = entries.find((entry) => entry.code === code)?.name
  return name === undefined ? code : `${code} ${name}`
}

/** Why an entry cannot be chosen, in the reader's language where an adapter says one of the usual reasons. */
export function useClosedWords() {
  const say = useTexts(texts)
  const usual: Readonly<Record<string, string>> = {
    'It is blocked.': say('blocked'),
    'It is a heading or a total.': say('heading'),
    'It is not open for direct posting.': say('not_direct'),
  }
  return (why: string) => usual[why] ?? why
}

/** The ledger's own word for a dimension, where it is one that people use. */
export function useCodingWords({ costCenter, project }: MappingDraft['dimensions']) {
  const say = useTexts(texts)
  const own = (word: string, name: string) =>
    /^\p{Lu}/u.test(name) && name.toLowerCase() !== word.toLowerCase()
      ? say('own_name', { word, name })
      : word
  const words: Readonly<Record<Coding, string>> = {
    vatCode: say('vatCode'),
    costCenter: own(say('costCenter'), costCenter),
    project: own(say('project'), project),
  }
  return (coding: Coding | DimensionName) => words[coding]
}
