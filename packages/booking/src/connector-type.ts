/** The kinds of accounting system, in the order in which they are shown. */
export const connectorTypes = ['dynamics', 'xledger', 'rest'] as const
export type ConnectorType = (typeof connectorTypes)[number]

export const isConnectorType = (type: string): type is ConnectorType =>
  connectorTypes.some((known) => known === type)
