import type { Failure } from '@bilagsbro/booking/failure'
import type { Heard, Taken, Told } from './answers.ts'
import type { CheckedConnection } from './credentials.ts'
import type { Value } from './evaluation-job.ts'
import type { Evaluate } from './evaluation.ts'
import { saidIn } from './said.ts'
import type { Session } from './session.ts'
import { faultIn } from './template.ts'

const mostRead = 4_000

/** The JSON that an expression over an answer is given. */
export const answerInput = ({ status, location, json }: Omit<Taken, 'kind' | 'url'>): string => {
  const head = JSON.stringify({ status, location })
  return json === undefined ? head : `${head.slice(0, -1)},"body":${json}}`
}

/** The answers to postings, by their references, with every 2xx judged. */
export async function judgeAll(
  { evaluate, connection }: Pick<Session, 'evaluate' | 'connection'>,
  heard: ReadonlyMap<string, Heard>,
): Promise<ReadonlyMap<string, Told>> {
  const told = new Map<string, Told>()
  const taken = new Map<string, Taken>()
  for (const [reference, one] of heard)
    if (one.kind === 'taken') taken.set(reference, one)
    else told.set(reference, one)
  const verdicts = await judge(evaluate, connection, [...taken.values()])
  for (const [at, reference] of [...taken.keys()].entries()) told.set(reference, verdicts[at]!)
  return told
}

/**
 * Judges answers of 2xx, each in its place. Where the connection declares the form of a success, only that form counts:
 * many ledgers say no with 200. Without a declaration a 2xx is the ledger's word, for the look-up to prove.
 */
async function judge(
  evaluate: Evaluate,
  { success }: CheckedConnection,
  answers: readonly Taken[],
): Promise<Told[]> {
  if (!success) return answers.map((answer) => byStatus(answer))
  const inputs = answers.map(answerInput)
  const read = await evaluate({ expressions: success.expressions, inputs, most: mostRead })
  if (!read.ok) return answers.map((answer) => unproven(answer, read.error.message))
  return answers.map((answer, at) => judged(answer, read.value[at]!))
}

function judged(answer: Taken, { number, error }: Readonly<Record<string, Value>>): Told {
  const reason = error && reasonIn(error)
  if (reason !== undefined) return { kind: 'refused', failure: refused(answer, reason) }
  const name = number && numberIn(number)
  return name === undefined ? unproven(answer) : byStatus(answer, name)
}

const byStatus = ({ status, url }: Taken, number?: string): Told => {
  // 207 answers for parts, each of which may have failed: it proves nothing by itself.
  const proven = number !== undefined || status !== 207
  return {
    kind: status === 202 ? 'later' : 'accepted',
    proven,
    ...(number && { number }),
    ...(url && { url }),
  }
}

/** The ledger took the voucher and does not prove that it booked it: never to be sent again without a person. */
function unproven({ status, json }: Taken, why = ''): Told {
  const said = [why, saidIn(json ?? '')].filter(Boolean).join(' ')
  const failure: Failure = {
    class: 'transient',
    code: 'answer.unproven',
    message:
      `The ledger answered ${status}, and not as answerNumber says that it answers when it has booked. ${said}`.trim(),
  }
  return { kind: 'in_doubt', failure, accepted: true }
}

const refused = ({ status, json }: Taken, reason: string): Failure => ({
  class: 'data',
  code: 'voucher.refused',
  message: `The ledger refused the voucher (${status}). ${reason || saidIn(json ?? '')}`.trim(),
})

const read = ({ json }: Value): unknown => (json === undefined ? undefined : JSON.parse(json))

/** The voucher's number; empty where `true` alone says that it is booked; nothing where the booking is not proven. */
function numberIn(value: Value): string | undefined {
  return value.fault ? undefined : numberOf(read(value))
}

export function numberOf(number: unknown): string | undefined {
  if (number === true) return ''
  if (typeof number !== 'string' && typeof number !== 'number') return undefined
  return (
    String(number)
      .replaceAll(/[\p{C}\s]+/gu, ' ')
      .trim()
      .slice(0, 50)
      .toWellFormed() || undefined
  )
}

/** The ledger's reason for a refusal; empty where it gives none; nothing where it does not refuse. */
function reasonIn(value: Value): string | undefined {
  return value.fault ? undefined : reasonOf(read(value))
}

export function reasonOf(reason: unknown): string | undefined {
  if (reason === undefined || reason === null || reason === false || reason === '') return undefined
  if (Array.isArray(reason) && reason.length === 0) return undefined
  if (reason === true) return ''
  return saidIn(JSON.stringify(reason))
}

/** Examples of answers that book nothing, in any status: none of them may be taken for a success. */
export const saysNo = [200, 201, 202, 207].flatMap((status) =>
  [
    {},
    { success: false, message: 'no' },
    { Success: false, HasErrors: true, hasErrors: true, errors: [{ message: 'no' }] },
    { status: 'error', error: { message: 'no' }, data: null, id: null, number: null },
  ].map((body) => answerInput({ status, json: JSON.stringify(body) })),
)

/** Tries the expressions on answers that say no, and on the example that says yes. Gives back their fault. */
export async function checkSuccess(
  evaluate: Evaluate,
  { success, lookUp }: CheckedConnection,
): Promise<Failure | undefined> {
  if (!success) return lookUp ? undefined : undeclared
  const { expressions, example } = success
  const inputs = example === undefined ? saysNo : [...saysNo, example]
  const read = await evaluate({ expressions, inputs, most: mostRead })
  if (!read.ok) return read.error
  for (const values of read.value)
    for (const [name, { fault }] of Object.entries(values))
      if (fault) return faulty(name, faultIn(fieldOf(name), expressions[name]!, fault).message)
  const yes = example === undefined ? undefined : read.value.at(-1)!
  const no = read.value.slice(0, saysNo.length)
  if (no.some(({ number }) => numberIn(number!) !== undefined)) return takesAnything
  if (!yes) return undefined
  if (yes['error'] && reasonIn(yes['error']) !== undefined)
    return faulty('error', 'answerError: It takes the example for a refusal.')
  return numberIn(yes['number']!) === undefined
    ? faulty(
        'number',
        'answerNumber: It must come to a number, a text or true for answerExample, which it does not.',
      )
    : undefined
}

const fieldOf = (name: string) => (name === 'error' ? 'answerError' : 'answerNumber')

const faulty = (name: string, message: string): Failure => ({
  class: 'config',
  code: `answer.${name}_misread`,
  message,
})

const takesAnything: Failure = {
  class: 'config',
  code: 'answer.takes_anything',
  message:
    'answerNumber: It takes an answer that says no for a success. It must come to nothing unless the answer shows that the voucher is booked, like body.success = true ? body.id.',
}

/** Nobody could tell a success from a refusal that comes with 200. */
export const undeclared: Failure = {
  class: 'config',
  code: 'answer.undeclared',
  message:
    'answerNumber: Say how the answer shows that the voucher is booked, or give an address for look-ups (lookUpUrl). Without one of them nothing is sent.',
}
