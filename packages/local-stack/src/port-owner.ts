import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { commandLine } from './process-identity.ts'

const unknown = 'another program'
const listening = '0A'

/** Who listens on a port of this machine, in words; only a guess where the system does not tell. */
export function describePortOwner(port: number): string {
  const pid = process.platform === 'linux' ? linuxOwner(port) : lsofOwner(port)
  const command = pid === undefined ? undefined : commandLine(pid)
  return command === undefined ? unknown : `process ${pid} (${command.slice(0, 100)})`
}

function linuxOwner(port: number): number | undefined {
  const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => inodes(file, port)))
  if (sockets.size === 0) return undefined
  return numbers('/proc').find((pid) => holds(pid, sockets))
}

function inodes(file: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return read(file)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(wanted) && state === listening)
    .map((fields) => `socket:[${fields[9]}]`)
}

function holds(pid: number, sockets: ReadonlySet<string>): boolean {
  try {
    const folder = `/proc/${pid}/fd`
    return readdirSync(folder).some((entry) => sockets.has(link(`${folder}/${entry}`)))
  } catch {
    return false
  }
}

function lsofOwner(port: number): number | undefined {
  try {
    const options = ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t']
    return Number(execFileSync('lsof', options, { encoding: 'utf8' }).split('\n')[0]) || undefined
  } catch {
    return undefined
  }
}

const numbers = (folder: string) => readdirSync(folder).map(Number).filter(Number.isInteger)

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
