/** Names and values in two columns, for people. */
export function table(rows: Readonly<Record<string, string | number>>): string {
  const width = Math.max(...Object.keys(rows).map((name) => name.length))
  return Object.entries(rows)
    .map(([name, value]) => `  ${name.padEnd(width)}  ${String(value).padStart(12)}\n`)
    .join('')
}
