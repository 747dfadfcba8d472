import type { Caller } from './access.ts'
import { invalidToken, invalidValue, noMatch, noScope } from './errors.ts'
import type { Books, Line } from './books.ts'
import { faultsOf } from './import-job.ts'
import { mostNodes, readItem, type ItemInput } from './import-items.ts'
import { localTime } from './local-time.ts'
import { pageOf, type PageArguments } from './page.ts'
import { rowsOf, type RowArguments } from './rows.ts'
import { entityNames, type EntityName } from './schema.ts'
import type { XledgerWorld } from './xledger-world.ts'

type OwnerSet = 'CURRENT' | 'UPPER' | 'LOWER' | 'MINE' | 'ALL'
type QueryArguments = PageArguments & RowArguments & { readonly ownerSet?: OwnerSet }
interface AddArguments {
  readonly inputs: readonly { readonly clientId?: string | null; readonly node: ItemInput }[]
}

/** What the root fields do for one caller. */
export function resolversFor(world: XledgerWorld, caller: Caller) {
  const queries = Object.fromEntries(
    entityNames.map((name) => [name, (given: QueryArguments) => query(world, caller, name, given)]),
  )
  return { ...queries, addGLImportItems: (given: AddArguments) => add(world, caller, given) }
}

function query(world: XledgerWorld, caller: Caller, name: EntityName, given: QueryArguments) {
  const books = ownersOf(world, caller, given.ownerSet ?? 'CURRENT')
  return pageOf(rowsOf(name, books, given, world.clock.now().getTime()), given)
}

function ownersOf(world: XledgerWorld, { own, reached }: Caller, set: OwnerSet): readonly Books[] {
  const upper = own.seed.parentDbId && world.owners.get(own.seed.parentDbId)
  if (set === 'UPPER') return upper ? [upper] : []
  if (set === 'LOWER') return reached.filter((each) => each !== own)
  return set === 'ALL' ? reached : [own]
}

/** Stages all nodes or, unless the stand-in is told otherwise, none of them. The same twice is staged twice. */
function add(world: XledgerWorld, caller: Caller, { inputs }: AddArguments) {
  if (!caller.mayWrite) throw noScope('Write GLImportItem')
  if (inputs.length > mostNodes)
    throw invalidValue(`inputs: ${inputs.length} nodes are more than ${mostNodes}.`)
  const { organizationId } = caller.own.seed
  const hidden = world.faults.posting(organizationId, 'addGLImportItems').invisible
  const now = world.clock.now().getTime()
  const more = {
    createdAt: localTime(world.clock.now()),
    act: world.newAct(),
    visibleAt: hidden ? now + Number(hidden['delayMs'] ?? 1_000) : 0,
  }
  const staged: { books: Books; line: Line; clientId: string }[] = []
  try {
    for (const [at, { clientId, node }] of inputs.entries()) {
      const books = ownerOf(caller, node)
      const line = readItem(books, node, { ...more, dbId: world.newId() })
      staged.push({ books, line, clientId: clientId ?? String(at) })
    }
    if (world.conduct.validation === 'sync') checkNow(staged)
  } catch (error) {
    if (world.conduct.partial) stageAll(world, staged)
    throw error
  }
  stageAll(world, staged)
  return { edges: staged.map(({ line, clientId }) => ({ clientId, node: line })) }
}

function ownerOf(caller: Caller, { owner }: ItemInput): Books {
  if (!owner) return caller.own
  const wanted = String(owner.dbId ?? owner.code)
  const found = caller.reached.find(({ seed }) => seed.ownerDbId === wanted)
  if (found) return found
  if (owner.dbId == null && owner.code == null) throw invalidToken()
  throw noMatch('owner', caller.own.seed.ownerDbId, owner.dbId == null ? 'code' : 'dbId', wanted)
}

/** What the import job would find, found at once. */
function checkNow(staged: readonly { books: Books; line: Line }[]): void {
  for (const [books, items] of Map.groupBy(staged, ({ books }) => books))
    for (const lines of Map.groupBy(items, ({ line }) => line.trRegNumber).values()) {
      const [fault] = faultsOf(
        books,
        lines.map(({ line }) => line),
      )
      if (fault) throw invalidValue(fault.message)
    }
}

function stageAll(world: XledgerWorld, staged: readonly { books: Books; line: Line }[]): void {
  for (const [books, items] of Map.groupBy(staged, ({ books }) => books))
    world.stage(
      books,
      items.map(({ line }) => line),
    )
}
