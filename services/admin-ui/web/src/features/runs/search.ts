import { startOfDay } from '../../shared/format/oslo.ts'
import { day, defineSearch } from '../../shared/search/define-search.ts'

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

export const readSearch = defineSearch<RunsSearch>({
  hvordan: triggers,
  utfall: outcomes,
  fra: day,
  til: day,
  etter: /^[\w.-]{1,100}$/,
})

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
