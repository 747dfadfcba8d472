import { demoUsers, serviceClients } from './demo-users.ts'
import { resourceIndicator } from './identity-provider.ts'

export interface StackProcess {
  readonly url: string
  readonly pid: number | null
  readonly log: string
}

interface StackClient {
  readonly clientId: string
  readonly clientSecret: string
}

export interface StackUser extends StackClient {
  readonly description: string
  readonly roles: readonly { readonly role: string; readonly organization?: string }[]
  /** A line for a shell; the answer's `access_token` goes into `authorization: Bearer ...`. */
  readonly token: string
}

export interface StackVault {
  readonly databaseUrl: string
  readonly databaseOwnerUrl: string
  readonly keyFile: string
}

interface StackLog {
  readonly databaseUrl: string
  readonly databaseOwnerUrl: string
  readonly sealKeyFile: string
}

/** What `.bilagsbro/stack.json` holds while a stack runs: for scripts, and for other people's checks. */
export interface StackFile {
  readonly version: 1
  readonly pid: number
  readonly startedAt: string
  readonly kafka: {
    readonly brokers: string
    readonly topicPrefix: string
    readonly pid: number | null
  }
  readonly postgres: { readonly url: string; readonly pid: number | null }
  /** Where the secrets of the ledgers are kept, and the keys that they are under. */
  readonly vault: StackVault
  /** Where the log is kept, and the key that its heads are signed with. */
  readonly log: StackLog
  readonly services: Readonly<Record<string, StackProcess>>
  readonly simulators: Readonly<Record<string, StackProcess>>
  readonly oidc: {
    readonly issuer: string
    readonly tokenEndpoint: string
    readonly resource: string
    readonly pid: number | null
    readonly users: Readonly<Record<string, StackUser>>
    /** The services sign in as themselves. */
    readonly services: Readonly<Record<string, StackClient>>
  }
}

export interface StackState {
  readonly startedAt: string
  readonly kafka: { readonly brokers: string; readonly topicPrefix: string }
  readonly postgresUrl: string
  readonly vault: StackVault
  readonly log: StackLog
  readonly issuer: string
  readonly clientSecret: (client: string) => string
  readonly services: readonly (StackProcess & { readonly name: string })[]
  readonly pid: (name: string) => number | undefined
}

/** What each simulator stands in for. */
const simulators: Readonly<Record<string, readonly string[]>> = {
  'dynamics-simulator': ['business-central', 'entra'],
  'xledger-simulator': ['xledger'],
  'rest-simulator': ['rest'],
}
const notServices = [...Object.keys(simulators), 'identity-provider']

export function stackFile(state: StackState): StackFile {
  const tokenEndpoint = `${state.issuer}/token`
  const processes = state.services.map(
    ({ name, url, pid, log }) => [name, { url, pid, log }] as const,
  )
  return {
    version: 1,
    pid: process.pid,
    startedAt: state.startedAt,
    kafka: { ...state.kafka, pid: state.pid('kafka') ?? null },
    postgres: { url: state.postgresUrl, pid: state.pid('postgres') ?? null },
    vault: state.vault,
    log: state.log,
    services: Object.fromEntries(processes.filter(([name]) => !notServices.includes(name))),
    simulators: Object.fromEntries(
      processes.flatMap(([name, process]) =>
        (simulators[name] ?? []).map((vendor) => [vendor, process] as const),
      ),
    ),
    oidc: {
      issuer: state.issuer,
      tokenEndpoint,
      resource: resourceIndicator,
      pid: state.pid('identity-provider') ?? null,
      users: Object.fromEntries(
        demoUsers.map(({ id, description, roles }) => {
          const clientSecret = state.clientSecret(id)
          const token = tokenCommand(tokenEndpoint, id, clientSecret)
          return [id, { clientId: id, clientSecret, description, roles, token }]
        }),
      ),
      services: Object.fromEntries(
        serviceClients.map(({ id }) => [
          id,
          { clientId: id, clientSecret: state.clientSecret(id) },
        ]),
      ),
    },
  }
}

export const tokenCommand = (endpoint: string, id: string, secret: string) =>
  `curl -s -u '${id}:${secret}' -d grant_type=client_credentials -d resource=${resourceIndicator} ${endpoint}`
