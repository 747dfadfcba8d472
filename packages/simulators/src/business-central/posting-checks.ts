import type { Account } from './account.ts'
import type { Company, Journal, JournalLine } from './company.ts'
import { messageAmount } from './entities.ts'
import { dialogError, fieldError } from './errors.ts'
import { checkAccount } from './input.ts'

interface Closed {
  readonly periodClosed: boolean
  readonly vatPeriodSettled: boolean
}

/** All lines are checked, then all documents' balances, before anything is booked. */
export function checkJournal(
  company: Company,
  journal: Journal,
  lines: readonly JournalLine[],
  closed: Closed,
): void {
  for (const line of lines) checkLine(company, journal, line, closed)
  checkBalances(lines)
  for (const line of lines) {
    if (line.account && line.accountType === 'G/L Account') checkAccount(line.account)
    if (line.balancingAccount && line.balanceAccountType === 'G/L Account')
      checkAccount(line.balancingAccount)
  }
}

function checkLine(
  company: Company,
  journal: Journal,
  line: JournalLine,
  { periodClosed, vatPeriodSettled }: Closed,
): void {
  const { postingDate } = line
  const tooEarly = company.allowPostingFrom !== '' && postingDate < company.allowPostingFrom
  const tooLate = company.allowPostingTo !== '' && postingDate > company.allowPostingTo
  if (periodClosed || tooEarly || tooLate)
    throw fieldError(
      `Posting Date is not within your range of allowed posting dates in Gen. Journal Line Journal Template Name='${journal.template}',Journal Batch Name='${journal.code}',Line No.='${line.lineNumber}'.`,
      `Bokføringsdato er ikke innenfor området med tillatte bokføringsdatoer i Finanskladdelinje Kladdemalnavn='${journal.template}',Kladdenavn='${journal.code}',Linjenr.='${line.lineNumber}'.`,
    )
  if (vatPeriodSettled || postingDate <= company.setup.vatSettledTo)
    throw vatPeriodIsSettled(journal, line)
  if (line.documentNumber === '') throw mustHaveValue('Document No.', journal, line)
  if (line.accountNumber === '' && line.balancingAccountNumber === '')
    throw mustHaveValue('Account No.', journal, line)
  if (line.taxCode !== '' && line.account?.genPostingType === '')
    throw dialogError(
      `Posting to Account ${line.accountNumber} must either be of type Purchase or Sale (see Gen. Posting Type), because there are specified values in one of the following fields: Gen. Bus. Posting Group, Gen. Prod. Posting Group , VAT Bus. Posting Group, or VAT Prod. Posting Group`,
    )
  if (line.accountType === 'G/L Account' && line.account)
    checkDimensions(journal, line, line.account)
  if (line.balanceAccountType === 'G/L Account' && line.balancingAccount)
    checkDimensions(journal, line, line.balancingAccount)
}

/** Of Microsoft's Norwegian VAT tools: six periods of two months. The Norwegian words are ours. */
function vatPeriodIsSettled(journal: Journal, { postingDate, lineNumber }: JournalLine) {
  const [year, month] = postingDate.split('-').map(Number) as [number, number]
  const period = Math.ceil(month / 2)
  return fieldError(
    `Posting Date is in a settled and closed VAT period (${year} period ${period}) in Gen. Journal Line Journal Template Name='${journal.template}',Journal Batch Name='${journal.code}',Line No.='${lineNumber}'.`,
    `Bokføringsdato er i en oppgjort og lukket mva-periode (${year} periode ${period}) i Finanskladdelinje Kladdemalnavn='${journal.template}',Kladdenavn='${journal.code}',Linjenr.='${lineNumber}'.`,
  )
}

const mustHaveValue = (field: string, journal: Journal, line: JournalLine) =>
  fieldError(
    `${field} must have a value in Gen. Journal Line: Journal Template Name=${journal.template}, Journal Batch Name=${journal.code}, Line No.=${line.lineNumber}. It cannot be zero or empty.`,
    `${field} må ha en verdi i Finanskladdelinje: Kladdemalnavn=${journal.template}, Kladdenavn=${journal.code}, Linjenr.=${line.lineNumber}. Den kan ikke være null eller tom.`,
  )

function checkDimensions(journal: Journal, line: JournalLine, account: Account): void {
  for (const { code, blocked, dimension } of line.dimensions)
    if (blocked)
      throw dimensionError(
        journal,
        line,
        `Dimension Value ${dimension.code} - ${code} is blocked.`,
        `Dimensjonsverdi ${dimension.code} - ${code} er sperret.`,
      )
  for (const { dimension, value, posting } of account.defaultDimensions) {
    const current = line.dimensions.find((one) => one.dimension.code === dimension)?.code ?? ''
    if (posting === 'Code Mandatory' && current === '')
      throw dimensionError(
        journal,
        line,
        `Select a Dimension Value Code for the Dimension Code ${dimension} for G/L Account ${account.number}.`,
        `Velg en Dimensjonsverdikode for Dimensjonskode ${dimension} for Finanskonto ${account.number}.`,
      )
    if (posting === 'Same Code' && current !== value)
      throw dimensionError(
        journal,
        line,
        `The Dimension Value Code must be ${value} for Dimension Code ${dimension} for G/L Account ${account.number}. Currently it's ${current || 'blank'}.`,
        `Dimensjonsverdikode må være ${value} for Dimensjonskode ${dimension} for Finanskonto ${account.number}. Nå er den ${current || 'tom'}.`,
      )
  }
}

const dimensionError = (
  journal: Journal,
  line: JournalLine,
  english: string,
  norwegian: string,
) => {
  const where = `${journal.template}, ${journal.code}, ${line.lineNumber}`
  return dialogError(
    `A dimension used in Gen. Journal Line ${where} has caused an error. ${english}`,
    `En dimensjon som brukes i Finanskladdelinje ${where}, har forårsaket en feil. ${norwegian}`,
  )
}

/** Each document number on each posting date for itself, as the template's Force Doc. Balance asks. */
function checkBalances(lines: readonly JournalLine[]): void {
  const balances = new Map<string, { documentNumber: string; balance: number }>()
  for (const { postingDate, documentNumber, amount, balancingAccountNumber } of lines) {
    if (balancingAccountNumber !== '') continue
    const key = `${documentNumber}/${postingDate}`
    const document = balances.get(key)
    if (document) document.balance += amount
    else balances.set(key, { documentNumber, balance: amount })
  }
  for (const { documentNumber, balance } of balances.values())
    if (balance !== 0)
      throw dialogError(
        `Document No. ${documentNumber} is out of balance by ${messageAmount(balance)}. Please check that Posting Date, Document Type, Document No. and Amount are correct for each line.`,
        `Bilagsnr. ${documentNumber} er ute av balanse med ${messageAmount(balance)}. Kontroller at Bokføringsdato, Bilagstype, Bilagsnr. og Beløp er riktige på hver linje.`,
      )
}
