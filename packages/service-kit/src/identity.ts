export interface Discovery {
  readonly jwks_uri: string
  readonly token_endpoint: string
}

/** The identity provider's own description; requested once, and again after a failure. */
export function createDiscovery(issuer: string): () => Promise<Discovery> {
  let known: Promise<Discovery> | undefined
  return () => {
    known ??= discover(issuer).catch((error: unknown) => {
      known = undefined
      throw new Error(`The identity provider ${issuer} cannot be reached.`, { cause: error })
    })
    return known
  }
}

async function discover(issuer: string): Promise<Discovery> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  // Asked for once: not worth a client of its own in the memory of services that have no other use for it.
  const response = await fetch(address, { signal: AbortSignal.timeout(5_000), redirect: 'error' })
  if (response.status !== 200) {
    await response.body?.cancel()
    throw new Error(`${address} answered ${response.status}`)
  }
  const found = (await response.json()) as Discovery & { issuer: string }
  if (found.issuer !== issuer) throw new Error(`${address} speaks for ${found.issuer}`)
  return found
}
