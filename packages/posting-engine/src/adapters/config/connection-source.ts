import { Connection, connectionPath } from '@bilagsbro/adapter-api/connection'
import { err, ok } from '@bilagsbro/kernel/result'
import type { ServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import type { Static } from 'typebox'
import { Value } from 'typebox/value'
import { request } from 'undici'
import type { ConnectionSource } from '#application/ports/connection-source.ts'

interface Settings {
  readonly configUrl: string
  /** Connections to other kinds of accounting systems count as missing. */
  readonly type: string
  readonly tokens: ServiceTokens
}

const deadlineMs = 5_000

/** Reads connections from the config service, with this service's own token. */
export function createConfigConnectionSource(settings: Settings): ConnectionSource {
  return {
    async connectionOf(organizationId) {
      const answer = await read(settings, organizationId)
      if (!answer || answer.type !== settings.type) return err('missing')
      const { version, enabled, targetFingerprint, target, secrets } = answer
      return ok({
        organizationId,
        credentialsVersion: version,
        isOff: !enabled,
        targetFingerprint,
        target,
        secrets,
      })
    },
  }
}

async function read(
  { configUrl, tokens }: Settings,
  organizationId: string,
): Promise<Static<typeof Connection> | undefined> {
  const address = `${configUrl}${connectionPath(organizationId)}`
  const { statusCode, body } = await request(address, {
    headers: { authorization: `Bearer ${await tokens.token()}` },
    signal: AbortSignal.timeout(deadlineMs),
  })
  if (statusCode === 200) {
    const answer = await body.json()
    // The answer holds secrets: nothing of it may get into an error.
    if (!Value.Check(Connection, answer)) throw new Error(`${address} answered in another form`)
    return answer
  }
  await body.dump()
  if (statusCode === 401) tokens.forget()
  if (statusCode === 404) return undefined
  throw new Error(`${address} answered ${statusCode}`)
}
