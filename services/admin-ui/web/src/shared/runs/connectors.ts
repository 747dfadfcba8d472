import type { components } from '../api/generated/status-query.ts'

type ConnectorType = components['schemas']['ConnectorType']

/** Names of accounting systems are the same in every language. */
export const connectorNames: Readonly<Record<ConnectorType, string>> = {
  xledger: 'Xledger',
  dynamics: 'Microsoft Dynamics',
  rest: 'REST',
}
