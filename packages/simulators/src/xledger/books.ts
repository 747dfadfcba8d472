import { createHash } from 'node:crypto'
import type { XledgerSeed } from './seed.ts'
import {
  accountSeeds,
  chapterSeeds,
  currencySeeds,
  departmentSeeds,
  employeeSeeds,
  projectSeeds,
  supplierSeeds,
  taxRuleSeeds,
} from './seed.ts'

/** Something with a code that a line can refer to. Fields are named as the API names them. */
export interface Coded {
  readonly dbId: string
  readonly ownerDbId: string
  readonly code: string
  readonly description: string
  readonly createdAt: string
  readonly modifiedAt: string
  /** `objectStatus`: OPEN or CLOSED. */
  open: boolean
}
export interface Account extends Coded {
  readonly posting: boolean
  readonly balanceSheet: boolean
  readonly needsSubledger: boolean
}
export interface ObjectValue extends Coded {
  readonly objectKindDbId: string
  readonly posting: boolean
  /** Of a tax rule. */
  readonly rate?: number
}
export interface Currency extends Coded {
  /** Kroner for one of it. */
  readonly rate: number
}
export interface Project extends Coded {
  readonly allowPosting: boolean
}

/** A line under way (`GLImportItem`) or in the books (`JournalEntry`). */
export interface Line {
  readonly dbId: string
  readonly ownerDbId: string
  readonly createdAt: string
  readonly modifiedAt: string
  readonly extIdentifier: string | null
  readonly trRegNumber: string | null
  readonly transactionSource: { readonly code: string } | null
  readonly postedDate: string
  /** Decimal text in kroner, debit positive. */
  readonly amount: string
  /** The same in the line's currency. */
  readonly invoiceAmount: string
  readonly currency: Currency
  readonly text: string | null
  readonly invoiceNumber: string | null
  readonly yourReference: string | null
  readonly account: Account
  readonly taxRule: ObjectValue | null
  readonly glObject1: ObjectValue | null
  readonly glObject2: ObjectValue | null
  readonly project: Project | null
  readonly subledger: Coded | null
  /** Set once it is booked. */
  readonly transactionNumber: string | null
  /** Which mutation brought it: for the oracle alone, the API does not tell. */
  readonly act: number
  /** Milliseconds; before it, the API does not show the line. */
  readonly visibleAt: number
}
export interface ImportError {
  readonly dbId: string
  readonly ownerDbId: string
  readonly createdAt: string
  readonly modifiedAt: string
  readonly message: string
  readonly errorLevel: { readonly code: string; readonly name: string }
  /** The line that it is about. */
  readonly transactionDbId: string
}
export interface JournalHeader {
  readonly dbId: string
  readonly ownerDbId: string
  readonly createdAt: string
  readonly modifiedAt: string
  readonly transactionNumber: string
  readonly postedDate: string
  readonly transactionSource: { readonly code: string } | null
}

/** What one entity's books hold. */
export interface Books {
  readonly seed: XledgerSeed
  readonly accounts: Map<string, Account>
  readonly objectKinds: readonly { readonly dbId: string; readonly name: string }[]
  readonly taxRules: Map<string, ObjectValue>
  readonly glObject1: Map<string, ObjectValue>
  readonly glObject2: Map<string, ObjectValue>
  readonly projects: Map<string, Project>
  readonly currencies: Map<string, Currency>
  readonly suppliers: Map<string, Coded>
  readonly employees: Map<string, Coded>
  readonly staged: LineIndex
  readonly booked: LineIndex
  errors: ImportError[]
  readonly headers: JournalHeader[]
  /** Nothing before this day can be booked. */
  openFrom: string
  /** Posting acts of the journal so far. */
  transactions: number
}

/** Lines in the order of their ids, and by what they are looked up by. */
export interface LineIndex {
  readonly all: Map<string, Line>
  readonly byReference: Map<string, Set<Line>>
  add(line: Line): void
  remove(dbId: string): Line | undefined
}

export function createLineIndex(): LineIndex {
  const all = new Map<string, Line>()
  const byReference = new Map<string, Set<Line>>()
  return {
    all,
    byReference,
    add(line) {
      all.set(line.dbId, line)
      const key = line.extIdentifier ?? ''
      const same = byReference.get(key)
      if (same) same.add(line)
      else byReference.set(key, new Set([line]))
    },
    remove(dbId) {
      const line = all.get(dbId)
      if (!line) return undefined
      all.delete(dbId)
      const same = byReference.get(line.extIdentifier ?? '')
      same?.delete(line)
      if (same?.size === 0) byReference.delete(line.extIdentifier ?? '')
      return line
    },
  }
}

export const seededAt = '2026-01-01T09:00:00'
const kinds = ['GL_OBJECT_1', 'GL_OBJECT_2', 'TAX_RULE'] as const

export function createBooks(seed: XledgerSeed): Books {
  const { ownerDbId } = seed
  const dbIdOf = (name: string) =>
    String(createHash('sha256').update(`${ownerDbId} ${name}`).digest().readUIntBE(0, 4))
  const coded = <S extends { code: string; description: string }, T extends object>(
    seeds: readonly S[],
    kind: string,
    more: (seed: S) => T,
  ) =>
    new Map(
      seeds.map((each) => [
        each.code,
        {
          dbId: dbIdOf(`${kind} ${each.code}`),
          ownerDbId,
          open: true,
          createdAt: seededAt,
          modifiedAt: seededAt,
          ...each,
          ...more(each),
        },
      ]),
    )
  const valuesOf = <S extends { code: string; description: string }>(
    kind: (typeof kinds)[number],
    seeds: readonly S[],
  ) => coded(seeds, kind, () => ({ objectKindDbId: dbIdOf(kind), posting: true }))
  return {
    seed,
    accounts: coded(accountSeeds, 'account', () => ({})),
    objectKinds: kinds.map((name) => ({ dbId: dbIdOf(name), name })),
    taxRules: valuesOf('TAX_RULE', taxRuleSeeds),
    glObject1: valuesOf('GL_OBJECT_1', departmentSeeds),
    glObject2: valuesOf('GL_OBJECT_2', chapterSeeds),
    projects: coded(projectSeeds, 'project', () => ({ allowPosting: true })),
    currencies: coded(currencySeeds, 'currency', () => ({})),
    suppliers: coded(supplierSeeds, 'supplier', () => ({})),
    employees: coded(employeeSeeds, 'employee', () => ({})),
    staged: createLineIndex(),
    booked: createLineIndex(),
    errors: [],
    headers: [],
    openFrom: '2020-01-01',
    transactions: 0,
  }
}
