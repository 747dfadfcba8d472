import type { CatalogueEntry, CatalogueKind } from '@bilagsbro/adapter-api/catalogue'
import type { Failure } from '@bilagsbro/booking/failure'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { unreadable } from './failures.ts'
import { parseJson } from './said.ts'
import type { Session } from './session.ts'
import { faultIn } from './template.ts'

const mostEntries = 20_000
/** Bytes of a list. */
const mostListed = 4 * 1024 * 1024
const mostRead = 4 * 1024 * 1024

/** The ledger's list, where the connection says how to read it; else an empty one. */
export async function readCatalogue(
  session: Session,
  kind: CatalogueKind,
): Promise<Result<CatalogueEntry[], Failure>> {
  const { connection } = session
  const list = kind === 'accounts' || kind === 'cost_centres' ? connection.lists[kind] : undefined
  if (!list) return ok([])
  const reply = await session.get(list.url, mostListed)
  if (reply.failure) return err(reply.failure)
  const text = reply.kind === 'answered' ? reply.text : ''
  if (parseJson(text) === undefined) return err(unreadable)
  const expressions = { list: list.expression }
  const read = await session.evaluate({ expressions, inputs: [text], most: mostRead })
  if (!read.ok) return read
  const name = kind === 'accounts' ? 'accounts' : 'costCentres'
  const { json, fault } = read.value[0]!['list']!
  if (fault) return err(misread(faultIn(name, list.expression, fault).message))
  const rows = json === undefined ? [] : [JSON.parse(json) as unknown].flat()
  if (rows.length > mostEntries)
    return err(misread(`${name}: It comes to more than ${mostEntries} entries.`))
  const entries = rows.map(entryIn)
  return entries.includes(undefined)
    ? err(misread(`${name}: It must come to a list of code and name.`))
    : ok(entries as CatalogueEntry[])
}

function entryIn(row: unknown): CatalogueEntry | undefined {
  const { code, name, blocked, dimension } = (row ?? {}) as Record<string, unknown>
  const key = typeof code === 'number' ? String(code) : code
  if (typeof key !== 'string' || key === '' || key.length > 64) return undefined
  return {
    code: key,
    name: typeof name === 'string' ? name.slice(0, 200) : key,
    ...(blocked ? { blocked: typeof blocked === 'string' ? blocked.slice(0, 200) : usual } : {}),
    ...(typeof dimension === 'string' && { dimension: dimension.slice(0, 64) }),
  }
}
const usual = 'It is blocked.'

const misread = (message: string): Failure => ({
  class: 'config',
  code: 'catalogue.misread',
  message,
})
