/** The application's `IncStr`: one more in the last number of the text, with its leading zeros; nothing without one. */
export function incrementNumber(text: string): string {
  const match = /^(.*?)(\d+)(\D*)$/.exec(text)
  if (!match) return ''
  const [, before, digits, after] = match as unknown as [string, string, string, string]
  const next = String(BigInt(digits) + 1n).padStart(digits.length, '0')
  return before + next + after
}
