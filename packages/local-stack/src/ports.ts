import { createServer, type Server } from 'node:net'

/** Below those that systems give to outgoing connections, any of which could take a port before its server does. */
const range = { first: 10_000, count: 22_000 }
/** Processes that choose at the same time begin apart. */
let chosen = process.pid * 64

/** Ports of 127.0.0.1 that nobody uses now; other ones at every call. */
export async function freePorts(count: number): Promise<number[]> {
  const free: number[] = []
  for (let tries = 0; free.length < count; tries += 1) {
    if (tries > range.count) throw new Error(`There are no ${count} free ports.`)
    chosen = (chosen + 1) % range.count
    const port = range.first + chosen
    if (await isPortFree(port)) free.push(port)
  }
  return free
}

export async function isPortFree(port: number): Promise<boolean> {
  try {
    await close(await listen(port))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false
    throw error
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => resolve(server))
  })
}

const close = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()))
