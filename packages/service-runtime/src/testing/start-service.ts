import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { compileCache } from '@bilagsbro/service-kit/testing'

export type ServiceProcess = ReturnType<typeof startService>

/** A service as it runs in production, in a process of its own that is told these settings alone. */
export function startService(main: string, settings: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', main], {
    env: { ...compileCache(), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const { promise: listening, resolve, reject } = Promise.withResolvers<string>()
  // Whoever waits for its end alone need not know that it never listened.
  listening.catch(() => undefined)
  const note = (line: string) => {
    lines.push(line)
    if (process.env['SHOW_LOGS']) process.stderr.write(`${line}\n`)
  }
  createInterface(child.stderr).on('line', note)
  createInterface(child.stdout).on('line', (line) => {
    note(line)
    if (line.includes('"http.listening"')) resolve((JSON.parse(line) as { url: string }).url)
  })
  const ended = once(child, 'close') as Promise<[code: number | null, signal: string | null]>
  void ended.then(([code]) => reject(new Error(`exited with ${code}:\n${lines.join('\n')}`)))
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    return ended
  }
  return {
    /** What it wrote, oldest first. */
    lines: lines as readonly string[],
    /** Its address; rejects when it ends before it listens. */
    listening,
    ended,
    kill,
    [Symbol.asyncDispose]: async () => void (await kill('SIGKILL')),
  }
}
