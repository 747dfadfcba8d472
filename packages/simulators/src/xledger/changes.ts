import type { Books, ImportError, JournalHeader, Line } from './books.ts'

/** What happened to one entity's books, and what a restart remembers. */
export type Change = { readonly owner: string } & (
  | { readonly kind: 'staged'; readonly lines: readonly StoredLine[] }
  | {
      readonly kind: 'booked'
      readonly header: JournalHeader
      readonly from: readonly string[]
      readonly entries: readonly StoredLine[]
    }
  | { readonly kind: 'failed'; readonly errors: readonly ImportError[] }
  | { readonly kind: 'removed'; readonly ids: readonly string[] }
)

const references = [
  'account',
  'taxRule',
  'glObject1',
  'glObject2',
  'project',
  'subledger',
  'currency',
] as const
/** Of what a line refers to, only the code is kept. */
type StoredLine = Omit<Line, (typeof references)[number]> &
  Readonly<Record<(typeof references)[number], string | null>>

/** What has an id of its own. */
export function rowsOf(
  change: Change,
): readonly { readonly dbId: string; readonly act?: number }[] {
  if (change.kind === 'staged') return change.lines
  if (change.kind === 'booked') return [change.header, ...change.entries]
  return change.kind === 'failed' ? change.errors : []
}

export function apply(books: Books, change: Change): void {
  switch (change.kind) {
    case 'staged':
      for (const line of change.lines) books.staged.add(toLine(books, line))
      break
    case 'booked':
      for (const id of change.from) books.staged.remove(id)
      for (const line of change.entries) books.booked.add(toLine(books, line))
      books.headers.push(change.header)
      books.transactions++
      break
    case 'failed':
      books.errors = [...change.errors]
      break
    case 'removed':
      for (const id of change.ids) books.staged.remove(id)
      books.errors = books.errors.filter(
        ({ transactionDbId }) => !change.ids.includes(transactionDbId),
      )
  }
}

export const toStored = (line: Line): StoredLine => ({
  ...line,
  account: line.account.code,
  taxRule: line.taxRule?.code ?? null,
  glObject1: line.glObject1?.code ?? null,
  glObject2: line.glObject2?.code ?? null,
  project: line.project?.code ?? null,
  subledger: line.subledger?.code ?? null,
  currency: line.currency.code,
})

function toLine(books: Books, line: StoredLine): Line {
  const from = <T>(known: Map<string, T>, code: string | null) =>
    code === null ? null : (known.get(code) ?? null)
  return {
    ...line,
    account: books.accounts.get(line.account!)!,
    currency: books.currencies.get(line.currency!)!,
    taxRule: from(books.taxRules, line.taxRule),
    glObject1: from(books.glObject1, line.glObject1),
    glObject2: from(books.glObject2, line.glObject2),
    project: from(books.projects, line.project),
    subledger: from(books.suppliers, line.subledger) ?? from(books.employees, line.subledger),
  }
}
