import { codeOf } from '@bilagsbro/booking/code'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { haltOf, unanswered, type Halt, type WrittenLine, type Written } from './journal.ts'
import { isGuid, type Api, type Operation, type Part } from './odata.ts'

/** Where the dimension went meanwhile; Business Central then says that it has no such row. */
const noId = '00000000-0000-0000-0000-000000000000'

interface WantedDimension {
  readonly line: WrittenLine
  readonly code: string
  readonly value: string
}

/**
 * Writes dimensions one by one; where the account's own default made the row already, that row is changed. A batch may
 * stop at such a row, so its unanswered operations go into the next batch.
 */
export async function addDimensions(
  api: Api,
  company: string,
  lines: readonly WrittenLine[],
): Promise<Result<void, Halt>> {
  let pending: WantedDimension[] = []
  for (const line of lines)
    for (const { code, value } of line.line.dimensions ?? []) pending.push({ line, code, value })
  const there: WantedDimension[] = []
  while (pending.length > 0) {
    const written = await api.batch(creations(company, pending))
    if (!written.ok) return err({ failure: written.error })
    const open: WantedDimension[] = []
    const answered: Written[] = []
    for (const [at, each] of pending.entries()) {
      const part = written.value[at]
      if (!part) open.push(each)
      else if (isThere(part)) there.push(each)
      else answered.push({ line: each.line, part })
    }
    const halt = open.length === pending.length ? { failure: unanswered } : haltOf(answered)
    if (halt) return err(halt)
    pending = open
  }
  return there.length > 0 ? await changeDimensions(api, company, there) : ok(undefined)
}

function* creations(company: string, wanted: readonly WantedDimension[]): Generator<Operation> {
  for (const { line, code, value } of wanted)
    yield {
      method: 'POST',
      path: `${company}/journalLines(${line.id})/dimensionSetLines?$select=code`,
      body: JSON.stringify({ code, valueCode: value }),
    }
}

const isThere = ({ status, body }: Part): boolean =>
  status >= 400 &&
  status < 500 &&
  /already exists|Internal_EntityWithSameKeyExists/i.test(JSON.stringify(body))

async function changeDimensions(
  api: Api,
  company: string,
  wanted: readonly WantedDimension[],
): Promise<Result<void, Halt>> {
  const known = await api.list<{ id: string; code: string }>(
    `${company}/dimensions?$select=id,code`,
  )
  if (!known.ok) return err({ failure: known.error })
  const ids = new Map(
    known.value.filter(({ id }) => isGuid(id)).map(({ id, code }) => [codeOf(code), id]),
  )
  const changed = await api.batch(
    wanted.map(({ line, code, value }): Operation => ({
      method: 'PATCH',
      path: `${company}/journalLines(${line.id})/dimensionSetLines(${ids.get(codeOf(code)) ?? noId})`,
      body: JSON.stringify({ valueCode: value }),
    })),
  )
  if (!changed.ok) return err({ failure: changed.error })
  const halt = haltOf(wanted.map(({ line }, at) => ({ line, part: changed.value[at] })))
  return halt ? err(halt) : ok(undefined)
}
