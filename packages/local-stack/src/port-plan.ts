import { freePorts, isPortFree } from './ports.ts'
import { describePortOwner } from './port-owner.ts'
import { StackError } from './stack-error.ts'

/** In the order of their ports, from the base. New ones come last, so that the others keep theirs. */
export const portNames = [
  'identity-provider',
  'dynamics-simulator',
  'postgres',
  'kafka',
  'kafka-controller',
  'config',
  'orchestrator',
  'dynamics-adapter',
  'status-query',
  'xledger-simulator',
  'xledger-adapter',
  'rest-simulator',
  'rest-adapter',
  'alerting',
  'admin-ui',
] as const
export type PortName = (typeof portNames)[number]
export type Ports = Readonly<Record<PortName, number>>

export const defaultPortBase = 7100

export function portsFrom(base: number): Ports {
  if (!Number.isInteger(base) || base < 1024 || base + portNames.length > 65_536)
    throw new StackError(
      `--port-base ${base} does not leave room for ${portNames.length} ports.`,
      `give a number from 1024 to ${65_536 - portNames.length}.`,
    )
  return planned((_, index) => base + index)
}

export async function anyFreePorts(): Promise<Ports> {
  const free = await freePorts(portNames.length)
  return planned((_, index) => free[index]!)
}

const planned = (port: (name: PortName, index: number) => number) =>
  Object.fromEntries(portNames.map((name, index) => [name, port(name, index)])) as Ports

/** Throws, naming every port that is taken, and by whom as far as this machine tells. */
export async function seeThatPortsAreFree(ports: Partial<Ports>): Promise<void> {
  const taken: string[] = []
  for (const [name, port] of Object.entries(ports))
    if (!(await isPortFree(port)))
      taken.push(`Port ${port} (${name}) is taken by ${describePortOwner(port)}.`)
  if (taken.length > 0)
    throw new StackError(
      taken.join('\n'),
      'stop what uses it, or move all ports: npm start -- --port-base 17100',
    )
}
