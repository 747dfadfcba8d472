// Written by `npm run api` from what the services declare; not to be edited.

export interface DocumentedRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Server-sent events: an answer that lasts. */
  readonly stream?: true
}

export const documentedRoutes = {
  'alerting': [
    { method: 'GET', path: '/alerts' },
    { method: 'GET', path: '/alerts/{alertId}' },
    { method: 'GET', path: '/alerts/{alertId}/records' },
    { method: 'GET', path: '/organizations/{organizationId}/thresholds' },
    { method: 'GET', path: '/thresholds' },
    { method: 'POST', path: '/alerts/{alertId}/acknowledge' },
    { method: 'POST', path: '/alerts/{alertId}/read' },
    { method: 'POST', path: '/alerts/{alertId}/snooze' },
    { method: 'PUT', path: '/organizations/{organizationId}/thresholds' },
    { method: 'PUT', path: '/thresholds' },
  ],
  'config': [
    { method: 'DELETE', path: '/organizations/{organizationId}/connector' },
    { method: 'GET', path: '/credential-schemas' },
    { method: 'GET', path: '/credential-schemas/{type}' },
    { method: 'GET', path: '/organizations' },
    { method: 'GET', path: '/organizations/{organizationId}' },
    { method: 'GET', path: '/organizations/{organizationId}/changes' },
    { method: 'GET', path: '/organizations/{organizationId}/connector' },
    { method: 'GET', path: '/organizations/{organizationId}/connector/catalogue' },
    { method: 'GET', path: '/organizations/{organizationId}/connector/mapping' },
    { method: 'GET', path: '/organizations/{organizationId}/connector/mapping/csv' },
    { method: 'GET', path: '/organizations/{organizationId}/connector/mapping/versions' },
    { method: 'GET', path: '/organizations/{organizationId}/connector/mapping/versions/{version}' },
    { method: 'GET', path: '/organizations/{organizationId}/connector/mapping/versions/{version}/differences' },
    { method: 'GET', path: '/organizations/{organizationId}/connector/schedule' },
    { method: 'GET', path: '/organizations/{organizationId}/secret-reads' },
    { method: 'POST', path: '/organizations/{organizationId}/connector/connection-tests' },
    { method: 'PUT', path: '/organizations/{organizationId}' },
    { method: 'PUT', path: '/organizations/{organizationId}/connector' },
    { method: 'PUT', path: '/organizations/{organizationId}/connector/mapping' },
    { method: 'PUT', path: '/organizations/{organizationId}/connector/mapping/csv' },
    { method: 'PUT', path: '/organizations/{organizationId}/connector/policies' },
    { method: 'PUT', path: '/organizations/{organizationId}/connector/schedule' },
    { method: 'PUT', path: '/organizations/{organizationId}/connector/state' },
  ],
  'orchestrator': [
    { method: 'GET', path: '/organizations/{organizationId}/failure-causes' },
    { method: 'GET', path: '/organizations/{organizationId}/preview' },
    { method: 'GET', path: '/organizations/{organizationId}/records/{recordId}/revisions/{revision}/doubt' },
    { method: 'GET', path: '/organizations/{organizationId}/records/{recordId}/revisions/{revision}/preview' },
    { method: 'GET', path: '/organizations/{organizationId}/run-plan' },
    { method: 'GET', path: '/organizations/{organizationId}/runs' },
    { method: 'GET', path: '/organizations/{organizationId}/runs/{runId}' },
    { method: 'GET', path: '/organizations/{organizationId}/trial' },
    { method: 'POST', path: '/organizations/{organizationId}/connector/probe' },
    { method: 'POST', path: '/organizations/{organizationId}/handled' },
    { method: 'POST', path: '/organizations/{organizationId}/handled/undo' },
    { method: 'POST', path: '/organizations/{organizationId}/period-decisions' },
    { method: 'POST', path: '/organizations/{organizationId}/records/{recordId}/revisions/{revision}/word' },
    { method: 'POST', path: '/organizations/{organizationId}/retries' },
    { method: 'POST', path: '/organizations/{organizationId}/runs' },
    { method: 'POST', path: '/organizations/{organizationId}/trial/waive' },
  ],
  'status-query': [
    { method: 'GET', path: '/changes', stream: true },
    { method: 'GET', path: '/log' },
    { method: 'GET', path: '/log/export' },
    { method: 'GET', path: '/organizations' },
    { method: 'GET', path: '/organizations/{organizationId}/changes', stream: true },
    { method: 'GET', path: '/organizations/{organizationId}/integrations' },
    { method: 'GET', path: '/organizations/{organizationId}/log' },
    { method: 'GET', path: '/organizations/{organizationId}/log/export' },
    { method: 'GET', path: '/organizations/{organizationId}/log/seals' },
    { method: 'GET', path: '/organizations/{organizationId}/log/verify' },
    { method: 'GET', path: '/organizations/{organizationId}/log/{entryId}' },
    { method: 'GET', path: '/organizations/{organizationId}/records' },
    { method: 'GET', path: '/organizations/{organizationId}/records/{recordId}' },
    { method: 'GET', path: '/organizations/{organizationId}/status' },
  ],
} as const satisfies Readonly<Record<string, readonly DocumentedRoute[]>>
export type ServiceName = keyof typeof documentedRoutes
