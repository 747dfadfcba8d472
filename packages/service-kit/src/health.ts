export type HealthKind = 'live' | 'ready'

export interface HealthReport {
  readonly status: 'ok' | 'failing'
  /** `ok` or the fault, by the name of the check. */
  readonly checks: Readonly<Record<string, string>>
}

export interface Health {
  /** A check answers within 2 s or fails. Readiness counts the checks of both kinds. */
  add(name: string, check: () => Promise<void>, kind: HealthKind): void
  report(kind: HealthKind): Promise<HealthReport>
}

export function createHealth(deadlineMs = 2_000): Health {
  const checks = new Map<string, { kind: HealthKind; run: () => Promise<string> }>()
  return {
    add(name, check, kind) {
      if (checks.has(name)) throw new Error(`There is a health check named ${name} already.`)
      checks.set(name, { kind, run: oneAtATime(check, deadlineMs) })
    },
    async report(kind) {
      const wanted = [...checks].filter(([, entry]) => kind === 'ready' || entry.kind === 'live')
      const results = await Promise.all(
        wanted.map(async ([name, { run }]) => [name, await run()] as const),
      )
      const failing = results.some(([, result]) => result !== 'ok')
      return { status: failing ? 'failing' : 'ok', checks: Object.fromEntries(results) }
    },
  }
}

/** A check that hangs is waited for again, not started again, by the next probe. */
function oneAtATime(check: () => Promise<void>, deadlineMs: number) {
  let running: Promise<string> | undefined
  return async () => {
    running ??= resultOf(check).finally(() => (running = undefined))
    const { promise: late, resolve } = Promise.withResolvers<string>()
    const timer = setTimeout(resolve, deadlineMs, `gave no answer within ${deadlineMs} ms`)
    return Promise.race([running, late]).finally(() => clearTimeout(timer))
  }
}

async function resultOf(check: () => Promise<void>): Promise<string> {
  try {
    await check()
    return 'ok'
  } catch (error) {
    return (error instanceof Error && error.message) || 'failed'
  }
}
