import { hash } from 'node:crypto'
import type { Failure } from '@bilagsbro/booking/failure'
import type { Voucher, VoucherLine } from '@bilagsbro/booking/voucher'
import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { markedText } from '@bilagsbro/posting-engine/toolkit/marked-text'
import { oreOf } from '@bilagsbro/kernel/money'

/** Nodes of one mass mutation at most (Xledger, "GraphQL general tips"). */
export const mostNodes = 500

/** How much of a text Xledger keeps is not documented; our own never had more. */
const longestText = 100

export const addItems = `mutation ($inputs: [AddGLImportItemsInput!]!) {
  addGLImportItems(inputs: $inputs) { edges { clientId node { dbId } } }
}`

/** Xledger's names of the places for dimensions on a line. */
const dimensionFields = ['glObject1', 'glObject2', 'glObject3', 'glObject4', 'glObject5', 'project']

/** Why a voucher cannot be sent at all: what Xledger would only find out when it is too late. */
export function unsendable({ currency, lines }: Voucher): Failure | undefined {
  if (currency !== 'NOK')
    return data(
      'currency.not_supported',
      `Only vouchers in NOK can be sent; this one is in ${currency}.`,
    )
  if (lines.length > mostNodes)
    return data('voucher.too_long', `A voucher has at most ${mostNodes} lines.`)
  if (lines.reduce((sum, { amount }) => sum + oreOf(amount), 0) !== 0)
    return data('voucher.unbalanced', 'Debit and credit are not equal.')
  const unknown = lines
    .flatMap(({ dimensions = [] }) => dimensions)
    .find(({ code }) => !dimensionFields.includes(code))
  return (
    unknown &&
    data(
      'dimension.unknown',
      `Xledger has no dimension ${unknown.code}: it is one of ${dimensionFields.join(', ')}.`,
    )
  )
}

const data = (code: string, message: string): Failure => ({ class: 'data', code, message })

/** As many vouchers as fit into one mutation; none is ever parted. */
export function mutationsOf(postings: readonly Posting[]): Posting[][] {
  const mutations: Posting[][] = []
  let nodes = Infinity
  for (const posting of postings) {
    const { length } = posting.voucher.lines
    nodes += length
    if (nodes > mostNodes) {
      mutations.push([])
      nodes = length
    }
    mutations.at(-1)!.push(posting)
  }
  return mutations
}

export const inputsOf = (postings: readonly Posting[], owner: string) =>
  postings.flatMap(({ reference, voucher }) =>
    voucher.lines.map((line, at) => ({
      clientId: `${reference}-${at + 1}`,
      node: nodeOf(reference, voucher, line, at + 1, owner),
    })),
  )

/** `jobLevel` as in the vendor's own example. */
function nodeOf(
  reference: string,
  { postingDate, description }: Voucher,
  line: VoucherLine,
  trItemNumber: number,
  owner: string,
) {
  const { account, amount, vatCode, subledger, dimensions = [] } = line
  return {
    owner: { dbId: owner },
    transactionSource: { code: 'GL' },
    jobLevel: { dbSubId: 1 },
    trRegNumber: registrationNumber(reference),
    trItemNumber,
    postedDate: postingDate,
    invoiceDate: postingDate,
    account: coded(account),
    amount,
    invoiceAmount: amount,
    text: markedText(line.description ?? description, reference, longestText),
    extIdentifier: reference,
    yourReference: reference,
    ...(vatCode !== undefined && { taxRule: coded(vatCode) }),
    // An open item needs a number of its own and a day: the payment proposal shows both.
    ...(subledger && {
      subledger: coded(subledger.number),
      invoiceNumber: reference,
      dueDate: postingDate,
    }),
    ...Object.fromEntries(dimensions.map(({ code, value }) => [code, coded(value)])),
  }
}

/** Xledger finds a code only as it is written there: without blanks around it. */
const coded = (code: string) => ({ code: code.trim() })

/** The number that holds the lines of a voucher together in the import: 15 digits, the same ones every time. */
const registrationNumber = (reference: string): string =>
  String(
    100_000_000_000_000 +
      (hash('sha256', reference, 'buffer').readUIntBE(0, 6) % 900_000_000_000_000),
  )
