import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, expect, test } from 'vitest'

interface Line {
  readonly level: string
  readonly event: string
  readonly msg?: string
  readonly err?: { readonly message: string }
}

/** Runs a service of its own whose start is `body`; `say` in it writes a line. */
function serve(body: string, deadlineMs = 30_000) {
  const script = `
    import { runProcess } from ${JSON.stringify(`${import.meta.dirname}/process.ts`)}
    await runProcess('test', { LOG_LEVEL: 'info', STOP_DEADLINE_MS: ${deadlineMs} }, async (resources, { logger, stopping, fail }) => {
      const say = (event) => logger.info({ event })
      const forever = new Promise(() => setInterval(() => {}, 1000))
      ${body}
    })`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 50_000,
    killSignal: 'SIGKILL',
  })
  const lines: Line[] = []
  const waiting = new Set<() => void>()
  createInterface(child.stdout).on('line', (line) => {
    lines.push(JSON.parse(line) as Line)
    for (const check of waiting) check()
  })
  return {
    stop: (signal: NodeJS.Signals) => child.kill(signal),
    ended: once(child, 'close').then(([code]) => ({
      code: code as number | null,
      events: lines.map(({ event }) => event),
      errors: lines.filter(({ level }) => level === 'error' || level === 'fatal'),
    })),
    said: (event: string) =>
      new Promise<void>((resolve) => {
        const check = () => lines.some((line) => line.event === event) && resolve()
        waiting.add(check)
        check()
      }),
  }
}

describe('a service that is told to stop', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'with %s lets go in reverse and exits 0',
    async (signal) => {
      const service = serve(`
      stopping.addEventListener('abort', () => say('aborted'))
      resources.defer(async () => say('database'))
      resources.defer(async () => say('http'))
      setInterval(() => {}, 1000)`)
      await service.said('service.started')
      service.stop(signal)
      expect(await service.ended).toEqual({
        code: 0,
        events: [
          'service.started',
          'service.stopping',
          'aborted',
          'http',
          'database',
          'service.stopped',
        ],
        errors: [],
      })
    },
  )

  test('exits 1 when letting go takes longer than the deadline', async () => {
    const service = serve(`resources.defer(() => forever)`, 100)
    await service.said('service.started')
    service.stop('SIGTERM')
    const { code, errors } = await service.ended
    expect(code).toBe(1)
    expect(errors).toMatchObject([{ event: 'service.stop_late' }])
  })

  test('exits 1 when something cannot be let go, after the rest was', async () => {
    const service = serve(`
      resources.defer(async () => say('database'))
      resources.defer(async () => { throw new Error('stuck') })
      setInterval(() => {}, 1000)`)
    await service.said('service.started')
    service.stop('SIGTERM')
    const { code, events, errors } = await service.ended
    expect(code).toBe(1)
    expect(events).toContain('database')
    expect(errors).toMatchObject([{ event: 'service.stop_failed', err: { message: 'stuck' } }])
  })

  test('twice exits at once', async () => {
    const service = serve(
      `
      resources.defer(() => (say('letting go'), forever))
      setInterval(() => {}, 1000)`,
      60_000,
    )
    await service.said('service.started')
    service.stop('SIGTERM')
    await service.said('letting go')
    service.stop('SIGTERM')
    expect(await service.ended).toMatchObject({ code: 1 })
  })

  test('says everything in its order, however busy the threads beside it are', async () => {
    const { events } = await serve(`
      const { pbkdf2 } = await import('node:crypto')
      for (let thread = 0; thread < 4; thread++) pbkdf2('a', 'b', 300_000, 64, 'sha512', () => {})
      say('first')
      say('second')
      process.exit()`).ended
    expect(events).toEqual(['first', 'second'])
  })

  test('while it still starts stops all the same', async () => {
    const service = serve(`
      resources.defer(async () => say('database'))
      say('waiting')
      await forever`)
    await service.said('waiting')
    service.stop('SIGTERM')
    const { code, events } = await service.ended
    expect([code, events]).toEqual([
      0,
      ['waiting', 'service.stopping', 'database', 'service.stopped'],
    ])
  })
})

describe('a service exits 1 and says why as ERROR', () => {
  test('when its start fails, letting go of what it had', async () => {
    const { code, events, errors } = await serve(`
      resources.defer(async () => say('database'))
      throw new Error('no broker')`).ended
    expect(code).toBe(1)
    expect(events).toContain('database')
    expect(errors).toMatchObject([{ event: 'service.failed', err: { message: 'no broker' } }])
  })

  test('when a guard fails it, letting go of what it had', async () => {
    const { code, events, errors } = await serve(`
      resources.defer(async () => say('database'))
      setTimeout(() => fail(new Error('no fetch for 60 s')), 10)`).ended
    expect(code).toBe(1)
    expect(events).toContain('database')
    expect(errors).toMatchObject([
      { event: 'service.failed', err: { message: 'no fetch for 60 s' } },
    ])
  })

  test.each([
    ['an error was thrown that nobody caught', `setTimeout(() => { throw new Error('bug') })`],
    ['a promise failed that nobody awaited', `void Promise.reject(new Error('bug'))`],
    ['it fails without saying why', `fail(undefined)`],
  ])('when %s', async (_, body) => {
    const { code, errors } = await serve(`${body}; await forever`).ended
    expect(code).toBe(1)
    expect(errors).toHaveLength(1)
  })
})
