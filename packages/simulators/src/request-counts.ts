/** What was asked of the stand-in: a `$batch` is one request; what it holds is counted apart. */
export interface RequestCounts {
  count(operation: string): void
  countInner(operation: string): void
  countStatus(status: number): void
  read(): CountsRead
  reset(): void
}
interface CountsRead {
  readonly total: number
  readonly businessCentral: number
  readonly entra: number
  readonly operations: Readonly<Record<string, number>>
  readonly batched: Readonly<Record<string, number>>
  readonly statuses: Readonly<Record<string, number>>
}

export function createRequestCounts(): RequestCounts {
  const operations = new Map<string, number>()
  const batched = new Map<string, number>()
  const statuses = new Map<string, number>()
  const add = (counts: Map<string, number>, key: string) =>
    counts.set(key, (counts.get(key) ?? 0) + 1)
  return {
    count: (operation) => add(operations, operation),
    countInner: (operation) => add(batched, operation),
    countStatus: (status) => add(statuses, String(status)),
    read() {
      const entra = sum(operations, (name) => name.startsWith('entra.'))
      const total = sum(operations, () => true)
      return {
        total,
        businessCentral: total - entra,
        entra,
        operations: Object.fromEntries(operations),
        batched: Object.fromEntries(batched),
        statuses: Object.fromEntries(statuses),
      }
    },
    reset: () => {
      for (const counts of [operations, batched, statuses]) counts.clear()
    },
  }
}

function sum(counts: Map<string, number>, wanted: (name: string) => boolean): number {
  let total = 0
  for (const [name, count] of counts) if (wanted(name)) total += count
  return total
}
