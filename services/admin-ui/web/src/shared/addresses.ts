type Search = Readonly<Record<string, string | undefined>>

const organization = (organizationId: string) => `/organisasjoner/${organizationId}`
const integrations = (organizationId: string) =>
  `${organization(organizationId)}/innstillinger/integrasjoner`
const integration = (organizationId: string, type: string) =>
  `${integrations(organizationId)}/${type}`

/** Pages that other pages lead to. */
export const addresses = {
  dashboard: organization,
  /** Narrowed as its page has it in the address: `{ arsak }`. */
  failedRecords: (organizationId: string, search: Search = {}) =>
    `${organization(organizationId)}/feil${asked(search)}`,
  /** A list of records, narrowed as its page has it in the address: `{ status: 'delivered' }`, `{ varsel }`. */
  records: (organizationId: string, search: Search = {}) =>
    `${organization(organizationId)}/bilag${asked(search)}`,
  waitingRecords: (organizationId: string) => addresses.records(organizationId, waiting),
  /** One record; of its revisions the one that is named, else the latest. */
  record: (organizationId: string, recordId: string, revision?: number) =>
    `${organization(organizationId)}/bilag/${encodeURIComponent(recordId)}${asked({ versjon: revision?.toString() })}`,
  runs: (organizationId: string) => `${organization(organizationId)}/overforinger`,
  run: (organizationId: string, runId: string) =>
    `${organization(organizationId)}/overforinger/${runId}`,
  log: (organizationId: string, search: Search = {}) =>
    `${organization(organizationId)}/logg${asked(search)}`,
  logEntry: (organizationId: string, entryId: string) =>
    `${organization(organizationId)}/logg/${entryId}`,
  /** `month`: as `2026-11`. */
  period: (organizationId: string, month: string) =>
    `${organization(organizationId)}/perioder/${month}`,
  integrations,
  /** A step of the way to an integration. */
  connect: (organizationId: string, step: string) => `${integrations(organizationId)}/ny/${step}`,
  credentials: (organizationId: string, type: string) =>
    `${integration(organizationId, type)}/palogging`,
  policies: (organizationId: string, type: string) =>
    `${integration(organizationId, type)}/bokforing`,
  schedule: (organizationId: string, type: string) =>
    `${integration(organizationId, type)}/tidsplan`,
  /** Where the mapping is changed, at one of its rows if it is named: a category, or a kind of payee. */
  mapping: (organizationId: string, type: string, row?: string) =>
    `${integration(organizationId, type)}/kontering${asked({ rad: row })}`,
  /** Its alerts, in whatever state. */
  alerts: (organizationId: string) => `/varsler?organisasjon=${organizationId}`,
  /** What a code of failure means; with an organisation, how many of its records have it now. */
  failureCode: (code: string, organizationId?: string) =>
    `/feilkoder/${encodeURIComponent(code)}${asked({ organisasjon: organizationId })}`,
  failureCodes: (organizationId?: string) => `/feilkoder${asked({ organisasjon: organizationId })}`,
}

const waiting = { status: 'waiting' }

/** What stands behind the question mark; nothing of what is not given. */
function asked(search: Search): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(given as [string, string][]).toString()
  return text && `?${text}`
}
