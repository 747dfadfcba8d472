import { startOfDay } from '../../shared/format/oslo.ts'

export const triggers = ['approval', 'schedule', 'manual', 'retry'] as const
export const outcomes = ['running', 'ok', 'waiting', 'mixed', 'failed', 'empty'] as const

/** As it stands in the address, which is the only copy of it. */
export interface RunsSearch {
  readonly hvordan?: string
  readonly utfall?: string
  readonly fra?: string
  readonly til?: string
  /** Older than the pages before. */
  readonly etter?: string
}

const day = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const shapes: Readonly<Record<keyof RunsSearch, RegExp | readonly string[]>> = {
  hvordan: triggers,
  utfall: outcomes,
  fra: day,
  til: day,
  etter: /^[\w.-]{1,100}$/,
}

/** Whatever else stands in the address counts for nothing. */
export const readSearch = (given: Readonly<Record<string, unknown>>): RunsSearch =>
  Object.fromEntries(
    Object.entries(shapes).flatMap(([name, shape]) => {
      const value = given[name]
      if (typeof value !== 'string') return []
      const fits = shape instanceof RegExp ? shape.test(value) : shape.includes(value)
      return fits ? [[name, value]] : []
    }),
  )

const pageSize = 50

export const queryOf = ({ hvordan, utfall, fra, til, etter }: RunsSearch) => ({
  ...(hvordan && { trigger: hvordan }),
  ...(utfall && { outcome: utfall }),
  ...(fra && { from: startOfDay(fra) }),
  ...(til && { to: startOfDay(til, 1) }),
  ...(etter && { after: etter }),
  limit: pageSize,
})

export const isNarrowed = (search: RunsSearch) =>
  Object.keys(search).some((name) => name !== 'etter')
