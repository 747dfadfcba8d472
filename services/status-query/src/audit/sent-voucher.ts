import type { PostingRequested } from '@bilagsbro/events/posting'

/** Stands where a text was that may be about a person. */
export const masked = '[masked]'

/**
 * A voucher as it was asked for, field by field: what is not named here is not kept. A line's text is a claimant's own
 * words, where the organisation sends them; that there was one is kept, and no more.
 */
export function sentVoucher({ voucher, ...request }: PostingRequested) {
  const { postingDate, currency, description, lines, corrects } = voucher
  return {
    reference: request.reference,
    attempt: request.attempt,
    target: request.targetFingerprint,
    credentialsVersion: request.credentialsVersion,
    priority: request.priority,
    postingDate,
    currency,
    description,
    lines: lines.map(sentLine),
    ...(corrects && {
      corrects: {
        revision: corrects.revision,
        reference: corrects.reference,
        voucherNumber: corrects.voucherNumber,
        lines: corrects.lines,
      },
    }),
  }
}

const sentLine = ({
  account,
  amount,
  description,
  vatCode,
  dimensions,
  subledger,
}: PostingRequested['voucher']['lines'][number]) => ({
  account,
  amount,
  description: description === undefined ? undefined : masked,
  vatCode,
  dimensions: dimensions?.map(({ code, value }) => ({ code, value })),
  subledger: subledger && { kind: subledger.kind, number: subledger.number },
})

type SentVoucher = ReturnType<typeof sentVoucher>

/** What is left of a payload that is erased: of a voucher its accounts, amounts and dimensions, which name nobody. */
export function impersonal(body: string): object | undefined {
  const { postingDate, currency, lines } = JSON.parse(body) as Partial<SentVoucher>
  return (
    lines && {
      postingDate,
      currency,
      lines: lines.map(({ account, amount, vatCode, dimensions }) => ({
        account,
        amount,
        vatCode,
        dimensions,
      })),
    }
  )
}
