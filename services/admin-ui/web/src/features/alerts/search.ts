import type { AlertState } from '../../shared/alerts/queries.ts'

/** What an alert may be, by its name in the address. */
export const shownStates = {
  apne: 'open',
  sett: 'acknowledged',
  utsatt: 'snoozed',
  lost: 'resolved',
  dempet: 'muted',
} as const satisfies Readonly<Record<string, AlertState>>
type ShownState = keyof typeof shownStates

/** As it stands in the address, which is the only copy of it. */
export interface AlertsSearch {
  readonly vis?: string
  readonly organisasjon?: string
  readonly side?: string
}

export const readSearch = ({ vis, organisasjon, side }: Readonly<Record<string, unknown>>) =>
  ({
    ...(typeof vis === 'string' && Object.hasOwn(shownStates, vis) && vis !== 'apne' && { vis }),
    ...(typeof organisasjon === 'string' &&
      /^[a-z\d-]{1,64}$/.test(organisasjon) && { organisasjon }),
    ...(/^([2-9]|[1-9]\d{1,5})$/.test(String(side)) && { side: String(side) }),
  }) satisfies AlertsSearch

export const pageSize = 50
export const pageOf = ({ side = '1' }: AlertsSearch) => Number(side)
export const stateOf = ({ vis = 'apne' }: AlertsSearch) => shownStates[vis as ShownState]

/** The same as the service asks for it. */
export const queryOf = (search: AlertsSearch) => ({
  state: stateOf(search),
  ...(search.organisasjon !== undefined && { organizationId: search.organisasjon }),
  limit: pageSize,
  after: String((pageOf(search) - 1) * pageSize),
})
