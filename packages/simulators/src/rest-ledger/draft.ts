import { isDayOfCalendar } from '#calendar.ts'
import { Problem } from './problem.ts'
import { costCentres, openFrom, projects, restAccounts } from './seed.ts'
import type { RestOrganizationSeed } from './seed.ts'
import type { RestJob, RestLine } from './rest-world.ts'

export type Draft = RestJob['draft']

/** Reads what a posting asks for. The form is checked first (400), then what it means (422). */
export function readDraft(body: string, amounts: RestOrganizationSeed['amounts']): Draft {
  const given = parse(body)
  const { reference, date, text = '', currency, lines, ...rest } = given
  const faults = [
    ...fault('reference', isText(reference, 20), 'a text of 1 to 20 characters'),
    ...fault('date', isDate(date), 'a date, yyyy-mm-dd'),
    ...fault('text', isText(text, 200) || text === '', 'a text of at most 200 characters'),
    ...fault('currency', currency === 'NOK', 'NOK'),
    ...fault('lines', Array.isArray(lines) && lines.length > 1, 'at least two lines'),
    ...Object.keys(rest).map((name) => ({ pointer: `/${name}`, detail: 'is not known' })),
    ...(Array.isArray(lines) ? lines : []).flatMap((line, index) =>
      lineFaults(line, index, amounts),
    ),
  ]
  if (faults.length > 0)
    throw new Problem(400, 'Bad Request', describe(faults), {
      code: 'invalid_voucher',
      errors: faults,
    })
  const draft = {
    reference: reference as string,
    date: date as string,
    text: text as string,
    lines: (lines as Record<string, unknown>[]).map((line) => toLine(line, amounts)),
  }
  refuse(draft)
  return draft
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // Told below.
  }
  throw new Problem(400, 'Bad Request', 'The body is not a JSON object.')
}

interface Fault {
  readonly pointer: string
  readonly detail: string
}
const fault = (name: string, right: boolean, wanted: string): Fault[] =>
  right ? [] : [{ pointer: `/${name}`, detail: `must be ${wanted}` }]
const describe = (faults: readonly Fault[]) =>
  faults.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ')

const isText = (value: unknown, most: number) =>
  typeof value === 'string' && value.length > 0 && value.length <= most
const isDate = (value: unknown) => typeof value === 'string' && isDayOfCalendar(value)

const lineFields = ['account', 'amount', 'costCentre', 'project', 'text']

/** A number is told by its shortest text: 19.989999999999998 has more than two decimals. */
const wellFormed: Readonly<
  Record<RestOrganizationSeed['amounts'], { is: (value: unknown) => boolean; said: string }>
> = {
  decimal: {
    is: (value) => typeof value === 'number' && twoDecimals.test(String(value)),
    said: 'a number with at most two decimals',
  },
  text: {
    is: (value) => typeof value === 'string' && twoDecimals.test(value),
    said: 'a text with at most two decimals',
  },
  ore: { is: (value) => Number.isFinite(value), said: 'a number of øre' },
}
const twoDecimals = /^-?\d{1,13}(\.\d{1,2})?$/

function lineFaults(
  line: unknown,
  index: number,
  amounts: RestOrganizationSeed['amounts'],
): Fault[] {
  const { account, amount, ...rest } = (line ?? {}) as Record<string, unknown>
  const at = (name: string) => `lines/${index}/${name}`
  return [
    ...fault(at('account'), isText(account, 10), 'a text'),
    ...fault(at('amount'), wellFormed[amounts].is(amount), wellFormed[amounts].said),
    ...Object.entries(rest).flatMap(([name, value]) =>
      fault(at(name), lineFields.includes(name) && typeof value === 'string', 'a known text'),
    ),
  ]
}

const toLine = (
  { account, amount, ...rest }: Record<string, unknown>,
  amounts: RestOrganizationSeed['amounts'],
): RestLine => ({
  account: account as string,
  amount: amounts === 'ore' ? Math.trunc(Number(amount)) : Math.round(Number(amount) * 100),
  ...rest,
})

function refuse({ date, lines }: Draft): void {
  const sum = lines.reduce((total, { amount }) => total + amount, 0)
  if (sum !== 0) throw unprocessable('/lines', `The lines do not balance: ${sum / 100}.`)
  if (date < openFrom) throw unprocessable('/date', `The period of ${date} is closed.`)
  for (const [index, { account, costCentre, project }] of lines.entries()) {
    const at = (name: string) => `/lines/${index}/${name}`
    const known = restAccounts.get(account)
    if (!known) throw unprocessable(at('account'), `There is no account ${account}.`)
    if (known.blocked) throw unprocessable(at('account'), `Account ${account} is blocked.`)
    if (costCentre && !costCentres.some(({ code }) => code === costCentre))
      throw unprocessable(at('costCentre'), `There is no cost centre ${costCentre}.`)
    if (project && !projects.some(({ code }) => code === project))
      throw unprocessable(at('project'), `There is no project ${project}.`)
  }
}

export const unprocessable = (pointer: string, detail: string) =>
  new Problem(422, 'Unprocessable Content', detail, { errors: [{ pointer, detail }] })
