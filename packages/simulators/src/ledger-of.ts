import type { OracleVoucher } from './oracle.ts'

/** What a stand-in's ledger holds under a reference, staged or booked. */
export async function ledgerOf(url: string, reference: string): Promise<OracleVoucher[]> {
  const answer = await fetch(`${url}/_sim/vouchers?reference=${reference}`)
  return (await answer.json()) as OracleVoucher[]
}
