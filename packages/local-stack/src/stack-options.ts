import { join, resolve } from 'node:path'
import type { OrganizationEntry } from './demo-organizations.ts'
import { stateDir } from './paths.ts'
import {
  anyFreePorts,
  defaultPortBase,
  portsFrom,
  seeThatPortsAreFree,
  type PortName,
  type Ports,
} from './port-plan.ts'
import type { Report } from './report.ts'

export interface StackOptions {
  /** Where data, logs and stack.json are kept: `.bilagsbro` of the checkout, unless `fresh`. */
  readonly home?: string
  /** A folder of its own that is removed at the end, and any free ports. */
  readonly fresh?: boolean
  /** The first of a row of ports; 7100 when left out. */
  readonly portBase?: number
  readonly ports?: 'free'
  /** Which of ours to start; all when left out. */
  readonly services?: readonly PortName[]
  /** With the pages, which are built where they are not. */
  readonly pages?: boolean
  /** Settings over those of the table, by service; `*` for each of them. */
  readonly env?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** More options of Node, by service; `*` for each of them. */
  readonly nodeOptions?: Readonly<Record<string, readonly string[]>>
  /** The organisations to enter: those of the demo when left out. */
  readonly organizations?: (restLedgerUrl: string) => readonly OrganizationEntry[]
  readonly telemetry?: boolean
  /** Whether data outlive a power cut; `true` when left out. */
  readonly durable?: boolean
  readonly report?: Report
  /** Ends a start that is under way. */
  readonly signal?: AbortSignal
}

export interface StackHome {
  readonly path: string
  readonly dataDir: string
  readonly secretsFile: string
  readonly keyFile: string
  readonly sealKeyFile: string
  readonly sessionKeyFile: string
  readonly ledgerFile: (simulator: string) => string
  readonly addressFile: string
  readonly logFile: (name: string) => string
}

export function stackHome(given: string = stateDir): StackHome {
  const path = resolve(given)
  const dataDir = join(path, 'data')
  return {
    path,
    dataDir,
    secretsFile: join(dataDir, 'secrets.json'),
    keyFile: join(dataDir, 'key-encryption-keys.json'),
    sealKeyFile: join(dataDir, 'seal-key.pem'),
    sessionKeyFile: join(dataDir, 'session-keys.json'),
    ledgerFile: (simulator) => join(dataDir, `${simulator}.json`),
    addressFile: join(path, 'stack.json'),
    logFile: (name) => join(path, 'logs', `${name}.log`),
  }
}

export async function choosePorts(options: StackOptions): Promise<Ports> {
  if (options.ports === 'free' || (options.fresh && options.portBase === undefined))
    return anyFreePorts()
  const ports = portsFrom(options.portBase ?? defaultPortBase)
  await seeThatPortsAreFree(ports)
  return ports
}
