type OfIntegration = (organizationId: string, type: string) => string
type OfOrganization = ((organizationId: string) => string) | undefined

const integration: OfIntegration = (organizationId, type) =>
  `/organisasjoner/${organizationId}/innstillinger/integrasjoner/${type}`

/** Pages that other pages lead to. One that is not built yet has no address, and nothing leads there. */
export const addresses: {
  readonly dashboard: (organizationId: string) => string
  /** Narrowed as its page has it in the address: `{ arsak }`. */
  readonly failedRecords: (
    organizationId: string,
    search?: Readonly<Record<string, string>>,
  ) => string
  readonly waitingRecords: OfOrganization
  readonly integrations: (organizationId: string) => string
  /** A step of the way to an integration. */
  readonly connect: (organizationId: string, step: string) => string
  readonly credentials: OfIntegration
  readonly policies: OfIntegration
  /** One record; of its revisions the one that is named, else the latest. */
  readonly record: (organizationId: string, recordId: string, revision?: number) => string
  /** A list of records, narrowed as its page has it in the address: `{ status: 'delivered' }`, `{ varsel }`. */
  readonly records: (organizationId: string, search?: Readonly<Record<string, string>>) => string
  readonly runs: (organizationId: string) => string
  readonly run: (organizationId: string, runId: string) => string
  readonly schedule: OfIntegration
  /** Where the mapping is changed, at one of its rows if it is named: a category, or a kind of payee. */
  readonly mapping: (organizationId: string, type: string, row?: string) => string
  /** What a code of failure means; with an organisation, how many of its records have it now. */
  readonly failureCode: (code: string, organizationId?: string) => string
  readonly failureCodes: (organizationId?: string) => string
  readonly log: (organizationId: string, search?: Readonly<Record<string, string>>) => string
  readonly logEntry: (organizationId: string, entryId: string) => string
  /** `month`: as `2026-11`. */
  readonly period: (organizationId: string, month: string) => string
  /** Its alerts, in whatever state. */
  readonly alerts: (organizationId: string) => string
} = {
  dashboard: (organizationId) => `/organisasjoner/${organizationId}`,
  failedRecords: (organizationId, search = {}) =>
    `/organisasjoner/${organizationId}/feil${asked(search)}`,
  waitingRecords: (organizationId) => `/organisasjoner/${organizationId}/bilag?status=waiting`,
  integrations: (organizationId) => `/organisasjoner/${organizationId}/innstillinger/integrasjoner`,
  connect: (organizationId, step) =>
    `/organisasjoner/${organizationId}/innstillinger/integrasjoner/ny/${step}`,
  credentials: (organizationId, type) => `${integration(organizationId, type)}/palogging`,
  mapping: (organizationId, type, row) =>
    `${integration(organizationId, type)}/kontering${asked({ rad: row })}`,
  record: (organizationId, recordId, revision) => {
    const address = `/organisasjoner/${organizationId}/bilag/${encodeURIComponent(recordId)}`
    return revision === undefined ? address : `${address}?versjon=${revision}`
  },
  runs: (organizationId) => `/organisasjoner/${organizationId}/overforinger`,
  run: (organizationId, runId) => `/organisasjoner/${organizationId}/overforinger/${runId}`,
  records: (organizationId, search = {}) =>
    `/organisasjoner/${organizationId}/bilag${asked(search)}`,
  policies: (organizationId, type) => `${integration(organizationId, type)}/bokforing`,
  schedule: (organizationId, type) => `${integration(organizationId, type)}/tidsplan`,
  alerts: (organizationId) => `/varsler?organisasjon=${organizationId}`,
  failureCode: (code, organizationId) =>
    `/feilkoder/${encodeURIComponent(code)}${asked({ organisasjon: organizationId })}`,
  failureCodes: (organizationId) => `/feilkoder${asked({ organisasjon: organizationId })}`,
  log: (organizationId, search = {}) => `/organisasjoner/${organizationId}/logg${asked(search)}`,
  logEntry: (organizationId, entryId) => `/organisasjoner/${organizationId}/logg/${entryId}`,
  period: (organizationId, month) => `/organisasjoner/${organizationId}/perioder/${month}`,
}

/** What stands behind the question mark; nothing of what is not given. */
function asked(search: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(given as [string, string][]).toString()
  return text && `?${text}`
}
