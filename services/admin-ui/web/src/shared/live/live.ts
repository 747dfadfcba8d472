import { api } from '../api/client.ts'
import type { ChangeKind } from '../api/read.ts'

/** What the tabs of a browser tell each other. */
export type LiveNews =
  | { readonly kind: 'changed'; readonly organizationId: string; readonly kinds: ChangeKind[] }
  | { readonly kind: 'resync' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost' }

/**
 * One stream of hints for all tabs that show the same: whichever holds the lock has it open and tells the others, for a
 * browser opens few connections to one address. Gives back how to leave.
 */
export function followChanges(address: string, heard: (news: LiveNews) => void): () => void {
  const leaving = new AbortController()
  const channel = new BroadcastChannel(`bilagsbro.live ${address}`)
  channel.addEventListener('message', ({ data }) => heard(data as LiveNews))
  const tell = (news: LiveNews) => {
    channel.postMessage(news)
    heard(news)
  }
  const lead = () => openStream(address, tell, leaving.signal)
  // Known where the address is secure alone.
  const locks = navigator.locks as LockManager | undefined
  if (locks)
    locks
      .request(`bilagsbro.live ${address}`, { signal: leaving.signal }, lead)
      .catch(() => undefined)
  else void lead()
  leaving.signal.addEventListener('abort', () => channel.close())
  return () => leaving.abort()
}

const anySoonerMs = 3_000
const anyLaterMs = 10_000

/** Opens the stream again whenever it ends, until it is left. */
function openStream(
  address: string,
  tell: (news: LiveNews) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      source?.close()
      resolve()
    })
    const open = () => {
      if (signal.aborted) return
      source = new EventSource(address)
      source.addEventListener('open', () => tell({ kind: 'connected' }))
      source.addEventListener('changed', ({ data }: MessageEvent<string>) =>
        tell({ kind: 'changed', ...(JSON.parse(data) as Changed) }),
      )
      source.addEventListener('resync', () => tell({ kind: 'resync' }))
      // The link to us holds, and that behind us does not.
      source.addEventListener('lost', () => tell({ kind: 'lost' }))
      source.addEventListener('found', () => tell({ kind: 'connected' }))
      source.addEventListener('error', () => {
        tell({ kind: 'lost' })
        // It opens itself again, unless it was answered with something else than a stream.
        if (source?.readyState === EventSource.CLOSED) timer = setTimeout(again, pause())
      })
    }
    const again = () => {
      // A session that has ended is heard of here.
      void api.session.GET('/auth/session').then(open, open)
    }
    open()
  })
}

interface Changed {
  readonly organizationId: string
  readonly kinds: ChangeKind[]
}

const pause = () => anySoonerMs + Math.random() * (anyLaterMs - anySoonerMs)
