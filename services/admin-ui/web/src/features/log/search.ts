import { startOfDay } from '../../shared/format/oslo.ts'
import { logKinds, logStatuses } from '../../shared/log/words.ts'
import { day, defineSearch } from '../../shared/search/define-search.ts'

/** As it stands in the address, which is the only copy of it. Both days are within. */
export interface LogSearch {
  readonly fra?: string
  readonly til?: string
  readonly status?: string
  readonly hendelse?: string
  readonly q?: string
  /** The entry that the page begins behind. */
  readonly etter?: string
}

export const readSearch = defineSearch<LogSearch>({
  fra: day,
  til: day,
  status: logStatuses,
  hendelse: logKinds,
  q: /^[^]{1,128}$/,
  etter: /^-?\d{1,18}\.\d{1,18}$/,
})

/** What is looked for, on whatever page. */
export function askedOf(search: LogSearch): LogSearch {
  const { etter: _, ...asked } = search
  return asked
}
export const isNarrowed = (search: LogSearch) => Object.keys(askedOf(search)).length > 0

/** The same as the service asks for it. */
export const filterOf = ({ fra, til, status, hendelse, q }: LogSearch) => ({
  ...(fra && { from: startOfDay(fra) }),
  ...(til && { to: startOfDay(til, 1) }),
  ...(status && { status }),
  ...(hendelse && { kind: hendelse }),
  ...(q && { q }),
})

/** Has the form of the reference that a voucher carries; such are known within an organisation alone. */
export const isReference = (text: string) => /^BB[0-9A-HJKMNP-TV-Z]{14}$/i.test(text)

/** Stretches that people ask for most, up to a day, as `2026-11-26`. */
export function stretches(
  today: string,
): Readonly<Record<Stretch, Pick<LogSearch, 'fra' | 'til'>>> {
  const [year, month] = today.split('-').map(Number) as [number, number]
  const dayOf = (...parts: [number, number, number]) =>
    new Date(Date.UTC(...parts)).toISOString().slice(0, 10)
  const at = Number(today.slice(8))
  return {
    week: { fra: dayOf(year, month - 1, at - 6), til: today },
    month: { fra: dayOf(year, month - 1, 1), til: today },
    last_month: { fra: dayOf(year, month - 2, 1), til: dayOf(year, month - 1, 0) },
  }
}
export type Stretch = 'week' | 'month' | 'last_month'
