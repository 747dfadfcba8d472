import type { ConnectionReport } from '@bilagsbro/adapter-api/calls'
import type { CatalogueEntry, CatalogueKind } from '@bilagsbro/adapter-api/catalogue'
import type { Failure } from '@bilagsbro/booking/failure'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import type { OpenDays } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { documentsOf } from './lookup.ts'
import type { Session } from './session.ts'

type Entries = Promise<Result<CatalogueEntry[], Failure>>

const mostEntries = 20_000

const readers: Record<CatalogueKind, (session: Session) => Entries> = {
  accounts,
  dimensions,
  cost_centres: costCentres,
  vat_codes: vatCodes,
  suppliers,
  employees,
}

export async function readCatalogue(session: Session, kind: CatalogueKind): Entries {
  const entries = await readers[kind](session)
  return entries.ok ? ok(entries.value.slice(0, mostEntries)) : entries
}

/** Reads everything that posting and settling read, so that a missing right shows here and not in the night. */
export async function reportOn(session: Session): Promise<Result<ConnectionReport, Failure>> {
  const found = await accounts(session)
  if (!found.ok) return found
  const { api, company } = session
  const journals = await api.send('GET', `${company}/journals?$top=1&$select=id`)
  if (journals.failure) return err(journals.failure)
  const ledger = await documentsOf(api, company, nobodys)
  if (!ledger.ok) return ledger
  const setup = await setupOf(session)
  const currency = setup.ok ? setup.value?.localCurrencyCode?.trim() : undefined
  if (currency === '') return err(noCurrency)
  if (currency !== undefined && currency.toUpperCase() !== 'NOK') return err(notInNok)
  const centres = await costCentres(session)
  if (!centres.ok) return centres
  return ok({
    name: session.companyName,
    accounts: found.value.length,
    costCentres: centres.value.length,
  })
}

/** Two references, so that the filter has the form that it has for many. */
const nobodys = ['BB00000000000000', 'BB00000000000001'].map((reference) => ({
  reference,
  voucher: { postingDate: '2000-01-01' },
}))

const noCurrency: Failure = {
  class: 'config',
  code: 'currency.not_set_up',
  message:
    'The company does not say which currency it keeps its accounts in. Enter NOK as "LCY Code" in General Ledger Setup.',
}

const notInNok: Failure = {
  class: 'config',
  code: 'currency.not_supported',
  message: "The company's own currency is not NOK; journal lines are in that currency.",
}

async function accounts({ api, company }: Session): Entries {
  const rows = await api.list<{
    number: string
    displayName: string
    blocked: boolean
    accountType: string
    directPosting: boolean
  }>(`${company}/accounts?$select=number,displayName,blocked,accountType,directPosting`)
  if (!rows.ok) return rows
  return ok(
    rows.value.map(({ number, displayName, blocked, accountType, directPosting }) =>
      entry(
        number,
        displayName,
        accountType !== 'Posting'
          ? 'It is a heading or a total.'
          : blocked
            ? 'It is blocked.'
            : directPosting
              ? undefined
              : 'It is not open for direct posting.',
      ),
    ),
  )
}

interface Dimension {
  readonly id: string
  readonly code: string
  readonly displayName: string
}

async function dimensions(session: Session): Entries {
  const rows = await dimensionsOf(session)
  if (!rows.ok) return rows
  const values = await valuesOf(session, rows.value)
  if (!values.ok) return values
  return ok([
    ...rows.value.map(({ code, displayName }) => entry(code, displayName)),
    ...values.value,
  ])
}

/** The first shortcut dimension is where Business Central keeps departments; without one, all dimensions are offered. */
async function costCentres(session: Session): Entries {
  const rows = await dimensionsOf(session)
  if (!rows.ok) return rows
  const setup = await setupOf(session)
  const code = setup.ok ? setup.value?.shortcutDimension1Code : undefined
  const named = rows.value.filter((dimension) => dimension.code === code)
  return await valuesOf(session, named.length > 0 ? named : rows.value)
}

/** By the company's own range; a user who posts with another is not seen here. */
export async function readOpenDays({ api, company }: Session): Promise<Result<OpenDays, Failure>> {
  const rows = await api.list<{ allowPostingFrom?: string; allowPostingTo?: string }>(
    `${company}/generalLedgerSetup?$select=allowPostingFrom,allowPostingTo`,
  )
  if (!rows.ok) return rows
  const { allowPostingFrom, allowPostingTo } = rows.value[0] ?? {}
  return ok({ from: dayIn(allowPostingFrom), to: dayIn(allowPostingTo) })
}

/** Business Central writes an empty date as the first day of year 1. */
const dayIn = (date = ''): string | undefined =>
  date > '0001-01-01' ? date.slice(0, 10) : undefined

interface Setup {
  readonly localCurrencyCode?: string
  readonly shortcutDimension1Code: string
}

async function setupOf({ api, company }: Session): Promise<Result<Setup | undefined, Failure>> {
  const rows = await api.list<Setup>(
    `${company}/generalLedgerSetup?$select=localCurrencyCode,shortcutDimension1Code`,
  )
  return rows.ok ? ok(rows.value[0]) : rows
}

const dimensionsOf = ({ api, company }: Session) =>
  api.list<Dimension>(`${company}/dimensions?$select=id,code,displayName`)

async function valuesOf({ api, company }: Session, of: readonly Dimension[]): Entries {
  const codes = new Map(of.map(({ id, code }) => [id, code]))
  const rows = await api.list<{ code: string; displayName: string; dimensionId: string }>(
    `${company}/dimensionValues?$select=code,displayName,dimensionId`,
  )
  if (!rows.ok) return rows
  return ok(
    rows.value.flatMap(({ code, displayName, dimensionId }) => {
      const dimension = codes.get(dimensionId)
      return dimension === undefined ? [] : [{ code, name: displayName, dimension }]
    }),
  )
}

/** Where a company uses VAT, its tax groups are its VAT product posting groups. */
async function vatCodes({ api, company }: Session): Entries {
  const rows = await api.list<{ code: string; displayName: string }>(
    `${company}/taxGroups?$select=code,displayName`,
  )
  return rows.ok ? ok(rows.value.map(({ code, displayName }) => entry(code, displayName))) : rows
}

async function suppliers({ api, company }: Session): Entries {
  const rows = await api.list<{ number: string; displayName: string; blocked: string }>(
    `${company}/vendors?$select=number,displayName,blocked`,
  )
  if (!rows.ok) return rows
  return ok(
    rows.value.map(({ number, displayName, blocked }) =>
      entry(number, displayName, blocked === 'All' ? 'It is blocked.' : undefined),
    ),
  )
}

async function employees({ api, company }: Session): Entries {
  const rows = await api.list<{ number: string; displayName: string; status: string }>(
    `${company}/employees?$select=number,displayName,status`,
  )
  if (!rows.ok) return rows
  return ok(
    rows.value.map(({ number, displayName, status }) =>
      entry(number, displayName, status === 'Inactive' ? 'The employee has left.' : undefined),
    ),
  )
}

const entry = (code: string, name: string, blocked?: string): CatalogueEntry =>
  blocked === undefined ? { code, name } : { code, name, blocked }
