/** `code: "7140"`, `code_in`, `createdAt_gte` ..., with `AND` and `OR`. */
export type Filter = Readonly<Record<string, unknown>>

type Row = Readonly<Record<string, unknown>>

export function matches(row: Row, filter: Filter): boolean {
  return Object.entries(filter).every(([key, wanted]) => {
    if (wanted === null || wanted === undefined) return true
    if (key === 'AND') return (wanted as Filter[]).every((each) => matches(row, each))
    if (key === 'OR') return (wanted as Filter[]).some((each) => matches(row, each))
    const [, field = key, how = ''] = /^(.+)_(in|gt|gte|lt|lte)$/.exec(key) ?? []
    return compare(row[field], how, wanted)
  })
}

function compare(value: unknown, how: string, wanted: unknown): boolean {
  if (how === 'in') return (wanted as unknown[]).some((one) => order(value, one) === 0)
  if (value === null || value === undefined) return false
  const sign = order(value, wanted)
  if (how === 'gt') return sign > 0
  if (how === 'gte') return sign >= 0
  if (how === 'lt') return sign < 0
  if (how === 'lte') return sign <= 0
  return sign === 0
}

/** Ids and amounts come as text or as numbers. */
function order(a: unknown, b: unknown): number {
  const [left, right] = [String(a), String(b)]
  if (left === right) return 0
  const [x, y] = [Number(left), Number(right)]
  if (left !== '' && right !== '' && !Number.isNaN(x) && !Number.isNaN(y)) return Math.sign(x - y)
  return left < right ? -1 : 1
}

/** The values that a field must have one of, where the filter says so: what an index can be asked for. */
export function valuesOf(filter: Filter, field: string): readonly string[] | undefined {
  const many = filter[`${field}_in`]
  if (Array.isArray(many)) return many.map(String)
  const one = filter[field]
  return typeof one === 'string' || typeof one === 'number' ? [String(one)] : undefined
}
