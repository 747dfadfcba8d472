export type Asked = Omit<RequestInit, 'headers'> & {
  readonly headers?: Readonly<Record<string, string>>
}

/** As much of a browser as a sign-in needs: cookies by origin, and redirects one at a time. */
export function createBrowser() {
  const jars = new Map<string, Map<string, string>>()
  const jarOf = (url: string) => {
    // Browsers share cookies among the ports of a host.
    const { hostname } = new URL(url)
    const jar = jars.get(hostname) ?? new Map<string, string>()
    jars.set(hostname, jar)
    return jar
  }

  async function open(url: string, request: Asked = {}): Promise<Response> {
    const jar = jarOf(url)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { accept: 'text/html', ...(cookie && { cookie }), ...request.headers }
    const response = await fetch(url, { ...request, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) keep(jar, line)
    return response
  }

  /** Until an address answers with something else than another address. */
  async function follow(
    response: Response,
    from: string,
  ): Promise<{ response: Response; url: string }> {
    let [at, url] = [response, from]
    for (let hops = 0; at.status >= 300 && at.status < 400; hops++) {
      if (hops > 10) throw new Error(`There is no end to the redirects of ${from}.`)
      url = new URL(at.headers.get('location')!, url).href
      await at.body?.cancel()
      at = await open(url)
    }
    return { response: at, url }
  }
  return {
    open,
    follow,
    cookies: (url: string) => jarOf(url),
  }
}
export type Browser = ReturnType<typeof createBrowser>

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ')
  const at = pair.indexOf('=')
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
  const expires = attributes.find((one) => /^expires=/i.test(one))?.slice(8)
  if (value === '' || (expires && Date.parse(expires) < Date.now())) jar.delete(name)
  else jar.set(name, value)
}
