type OfIntegration = (organizationId: string, type: string) => string
type OfOrganization = ((organizationId: string) => string) | undefined

const integration: OfIntegration = (organizationId, type) =>
  `/organisasjoner/${organizationId}/innstillinger/integrasjoner/${type}`

/** Pages that other pages lead to. One that is not built yet has no address, and nothing leads there. */
export const addresses: {
  readonly dashboard: (organizationId: string) => string
  readonly failedRecords: OfOrganization
  readonly waitingRecords: OfOrganization
  readonly integrations: (organizationId: string) => string
  /** A step of the way to an integration. */
  readonly connect: (organizationId: string, step: string) => string
  readonly credentials: OfIntegration
  readonly policies: OfIntegration
  readonly mapping: OfIntegration | undefined
  /** One record; of its revisions the one that is named, else the latest. */
  readonly record: (organizationId: string, recordId: string, revision?: number) => string
  /** A list of records, narrowed as its page has it in the address: `{ status: 'delivered' }`, `{ varsel }`. */
  readonly records: (organizationId: string, search?: Readonly<Record<string, string>>) => string
  readonly runs: (organizationId: string) => string
  readonly run: (organizationId: string, runId: string) => string
  readonly schedule: OfIntegration
} = {
  dashboard: (organizationId) => `/organisasjoner/${organizationId}`,
  failedRecords: undefined,
  waitingRecords: (organizationId) => `/organisasjoner/${organizationId}/bilag?status=waiting`,
  integrations: (organizationId) => `/organisasjoner/${organizationId}/innstillinger/integrasjoner`,
  connect: (organizationId, step) =>
    `/organisasjoner/${organizationId}/innstillinger/integrasjoner/ny/${step}`,
  credentials: (organizationId, type) => `${integration(organizationId, type)}/palogging`,
  mapping: undefined,
  record: (organizationId, recordId, revision) => {
    const address = `/organisasjoner/${organizationId}/bilag/${encodeURIComponent(recordId)}`
    return revision === undefined ? address : `${address}?versjon=${revision}`
  },
  records: (organizationId, search = {}) => {
    const asked = new URLSearchParams(search).toString()
    return `/organisasjoner/${organizationId}/bilag${asked && `?${asked}`}`
  },
  runs: (organizationId) => `/organisasjoner/${organizationId}/overforinger`,
  run: (organizationId, runId) => `/organisasjoner/${organizationId}/overforinger/${runId}`,
  policies: (organizationId, type) => `${integration(organizationId, type)}/bokforing`,
  schedule: (organizationId, type) => `${integration(organizationId, type)}/tidsplan`,
}
