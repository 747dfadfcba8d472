import { err, ok, type Result } from './result.ts'

/** An amount in whole øre. Never a fraction, never a float of kroner. */
export type Ore = number

/** The form of an amount on the wire: `1234.50`, `-0.05`; two decimals, at most 12 digits before them. */
export const amountPattern = '^-?(0|[1-9][0-9]{0,11})\\.[0-9]{2}$'
const amount = new RegExp(amountPattern)

export function parseAmount(text: string): Result<Ore, 'not_an_amount'> {
  return amount.test(text) ? ok(oreOf(text)) : err('not_an_amount')
}

/** An amount that has already been checked against {@link amountPattern}. */
export function oreOf(text: string): Ore {
  return Number(text.slice(0, -3) + text.slice(-2)) || 0
}

export function formatAmount(ore: Ore): string {
  const digits = String(Math.abs(ore)).padStart(3, '0')
  return `${ore < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
