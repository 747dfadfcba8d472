import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { livingProcesses } from './process-records.ts'
import { startProcess } from './processes.ts'
import { supervise, type SupervisionOptions } from './supervised.ts'
import { recordsIn } from './temporary-folder.ts'
import { until } from './until.ts'

function program(code: string, options: SupervisionOptions = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bilagsbro-supervised-'))
  const said: string[] = []
  const service = supervise(
    {
      name: 'example',
      start: () =>
        startProcess({
          name: 'example',
          command: process.execPath,
          args: ['-e', code],
          cwd: '/',
          env: process.env,
          logFile: join(dataDir, 'example.log'),
          recordsDir: recordsIn(dataDir),
        }),
      stopDeadlineMs: 200,
      async ready(child) {
        const isUp = () => !child.running || readFileSync(child.logFile, 'utf8').includes('up')
        await until(isUp, { deadlineMs: 60_000, everyMs: 10 })
        if (options.starts && !child.running) throw new Error('ended')
      },
    },
    { report: (line) => said.push(line), firstPauseMs: 10, ...options },
  )
  onTestFinished(async () => {
    await service[Symbol.asyncDispose]()
    rmSync(dataDir, { recursive: true })
  })
  return { service, said, records: () => livingProcesses(recordsIn(dataDir)) }
}

const forEver = "setInterval(() => {}, 1000); console.log('up')"

test('a process that is killed is started again, and it is said', async () => {
  const { service, said } = program(forEver)
  await service.start()
  const first = service.pid
  service.kill('SIGKILL')
  expect(await until(() => service.restarts === 1 && service.ready, { deadlineMs: 60_000 })).toBe(
    true,
  )
  expect(service.pid).not.toBe(first)
  expect(said[0]).toMatch(/^example was ended by SIGKILL; starting it again/)
})

test('a process that ends by itself is tried again and again', async () => {
  const { service } = program('process.exit(3)')
  await service.start()
  expect(await until(() => service.restarts >= 2, { deadlineMs: 60_000 })).toBe(true)
})

test('a first start that the process puts an end to is tried as often as it is said', async () => {
  const flag = join(mkdtempSync(join(tmpdir(), 'bilagsbro-first-')), 'tried')
  onTestFinished(() => rmSync(dirname(flag), { recursive: true }))
  const second = `if (require('fs').existsSync('${flag}')) { ${forEver} } else { require('fs').writeFileSync('${flag}', ''); process.exit(1) }`
  const { service, said } = program(second, { starts: 2 })
  await service.start()
  expect(service.ready).toBe(true)
  expect(said).toEqual(['example ended while it started; starting it again'])
  const never = program('process.exit(1)', { starts: 2 })
  await expect(never.service.start()).rejects.toThrow('ended')
  expect(never.said).toHaveLength(1)
})

test('a restart in order is another process that is ready', async () => {
  const { service } = program(forEver)
  await service.start()
  const first = service.pid
  await service.restart()
  expect(service.ready).toBe(true)
  expect(service.pid).not.toBe(first)
})

test('what is stopped stays stopped, and leaves no record', async () => {
  const { service, records } = program(forEver)
  await service.start()
  expect(records()).toMatchObject([{ name: 'example', pid: service.pid }])
  await service[Symbol.asyncDispose]()
  expect(service.pid).toBeUndefined()
  expect(records()).toEqual([])
})

test('a process that does not heed the signal is killed at the deadline', async () => {
  const { service } = program(`process.on('SIGTERM', () => {}); ${forEver}`)
  await service.start()
  await service[Symbol.asyncDispose]()
  expect(service.pid).toBeUndefined()
})
