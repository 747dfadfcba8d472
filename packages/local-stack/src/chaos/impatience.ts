import { setTimeout as pause } from 'node:timers/promises'
import { request } from 'undici'
import type { Scene } from './scene.ts'

const betweenClicksMs = 3_000

/**
 * People of every organisation have all that failed sent again, as long as the run goes on: each time in two tabs at
 * once, and one of them clicks twice. Whatever is killed meanwhile, they click again.
 */
export function openImpatience(
  { stack, plays, report }: Scene,
  organizations: readonly string[],
): AsyncDisposable {
  const stopping = new AbortController()
  const clicking = plays.has('retries') ? clickUntil(stopping.signal) : Promise.resolve()
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await clicking
    },
  }

  async function clickUntil(signal: AbortSignal): Promise<void> {
    let taken = 0
    for (let turn = 0; !signal.aborted; turn++) {
      for (const organizationId of organizations)
        for (const count of await Promise.all(
          ['one', 'one', 'other'].map((tab) => click(organizationId, `${turn}-${tab}`)),
        ))
          taken += count
      await pause(betweenClicksMs, undefined, { signal }).catch(() => undefined)
    }
    report(`people were told of ${taken} records that go again`)
  }

  /** How many go again, by the answer; none where there is no answer. */
  async function click(organizationId: string, key: string): Promise<number> {
    try {
      const { url } = stack.addresses().services['orchestrator']!
      const answer = await request(`${url}/organizations/${organizationId}/retries`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await stack.tokenFor('demo-global-admin')}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: '{"all":true}',
        headersTimeout: 10_000,
        bodyTimeout: 10_000,
      })
      const { taken = 0 } = (await answer.body.json()) as { taken?: number }
      return taken
    } catch {
      return 0
    }
  }
}
