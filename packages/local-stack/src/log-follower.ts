import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { Report } from './report.ts'

const lookEveryMs = 500
const chunk = 256 * 1024
const largest = 64 * 1024 * 1024
const linesPerLook = 5

/** Puts the log of the last run aside as `<name>.previous.log`: one run's lines are never mixed with another's. */
export function putAside(logFile: string): void {
  mkdirSync(dirname(logFile), { recursive: true })
  if (existsSync(logFile)) renameSync(logFile, logFile.replace(/\.log$/, '.previous.log'))
}

/** Reports what a service logs as an error, and keeps its log from filling the disk. */
export function followErrors(name: string, logFile: string, report: Report): Disposable {
  let position = 0
  let rest = ''
  const look = () => {
    const text = readFrom(logFile, position)
    position += text.length
    const lines = (rest + text.toString('utf8')).split('\n')
    rest = lines.pop() ?? ''
    const errors = lines.flatMap((line) => errorIn(line) ?? [])
    for (const error of errors.slice(0, linesPerLook)) report(`${name}: ${error}`)
    if (errors.length > linesPerLook)
      report(`${name}: ${errors.length - linesPerLook} more errors (${logFile})`)
    if (position > largest) {
      truncateSync(logFile)
      position = 0
    }
  }
  const timer = setInterval(look, lookEveryMs)
  timer.unref()
  return {
    [Symbol.dispose]() {
      clearInterval(timer)
      look()
    },
  }
}

/** The message of a log line that calls for a person; nothing for every other line. */
export function errorIn(line: string): string | undefined {
  if (!line.startsWith('{') || !/"level":"(error|fatal)"/.test(line)) return undefined
  try {
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } }
    return [msg, err?.message].filter(Boolean).join(': ')
  } catch {
    return undefined
  }
}

function readFrom(file: string, position: number): Buffer {
  if (!existsSync(file) || statSync(file).size <= position) return Buffer.alloc(0)
  const descriptor = openSync(file, 'r')
  try {
    const buffer = Buffer.alloc(chunk)
    return buffer.subarray(0, readSync(descriptor, buffer, 0, chunk, position))
  } finally {
    closeSync(descriptor)
  }
}
