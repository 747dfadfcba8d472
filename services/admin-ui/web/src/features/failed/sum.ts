/** Of amounts with two decimals, in whole øre, so that no cent is lost. */
export function sumOf(amounts: readonly string[]): string {
  const ore = amounts.reduce((sum, amount) => sum + oreOf(amount), 0n)
  const digits = String(ore < 0n ? -ore : ore).padStart(3, '0')
  return `${ore < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

function oreOf(amount: string): bigint {
  const [whole = '0', part = ''] = amount.split('.')
  const ore = BigInt(`${whole.replace('-', '')}${part.padEnd(2, '0')}`)
  return whole.startsWith('-') ? -ore : ore
}
