type OfIntegration = (organizationId: string, type: string) => string
type OfOrganization = ((organizationId: string) => string) | undefined

/** Pages that other pages lead to. One that is not built yet has no address, and nothing leads there. */
export const addresses: {
  readonly dashboard: (organizationId: string) => string
  readonly failedRecords: OfOrganization
  readonly waitingRecords: OfOrganization
  readonly integrations: OfOrganization
  readonly policies: OfIntegration
} = {
  dashboard: (organizationId) => `/organisasjoner/${organizationId}`,
  failedRecords: undefined,
  waitingRecords: undefined,
  integrations: undefined,
  policies: (organizationId, type) =>
    `/organisasjoner/${organizationId}/innstillinger/integrasjoner/${type}/bokforing`,
}
