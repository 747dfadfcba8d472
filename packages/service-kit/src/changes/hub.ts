import type { Refusal } from '@bilagsbro/kernel/result'
import { everything, type Changes, type Kind } from './changes.ts'
import { createPace, type Due, type Pace } from './pace.ts'
import { createRecent } from './recent.ts'

/** Where a client's events go. */
export interface Sink {
  write(text: string): void
  /** Says the last words, and lets the connection end when they are sent. */
  end(text: string): void
  /** Ends the connection at once. */
  drop(): void
  /** How many bytes wait for the client to take them. */
  readonly buffered: number
}

interface Client {
  readonly sink: Sink
  readonly organizations: ReadonlySet<string> | undefined
  readonly caller: string | undefined
  readonly pace: Pace
  readonly endsAt: number
  wroteAt: number
}

interface Opening {
  /** Whose streams are counted; without it nobody's. */
  readonly caller?: string | undefined
  /** Which it may hear of; all without it. */
  readonly organizations?: ReadonlySet<string> | undefined
  readonly lastEventId?: string | undefined
  readonly lastsMs: number
}

interface Opened {
  /** To be called when the client has left. */
  readonly left: () => void
  /** Ends the stream; what was told before is still sent. */
  readonly end: () => void
}

const everyMs = 1_000
/** Proxies hang up after a silence of 60 s. */
const heartbeatMs = 15_000
/** How long a client has to take what it is told last. */
const lastWordsMs = 5_000
const mostBuffered = 64 * 1024
const mostClients = 4_000
/** More than so many organisations are more words than to have everything read again. */
const mostJustTold = 100
const remembered = { keepMs: 5 * 60_000, most: 20_000 }

const blind = 'event: lost\ndata: {}\n\n'
const seeing = 'event: found\ndata: {}\n\n'

const tooMany: Refusal = { kind: 'throttled', code: 'changes.too_many_streams' }

export interface HubOptions {
  /** Of this process: ids of another one's are unknown here. */
  readonly boot: string
  /** In milliseconds; never goes back. */
  readonly now: () => number
  /** From 0 up to 1. */
  readonly random: () => number
  /** How many streams a caller may have. */
  readonly mostOfCaller?: number
  /** Whoever comes anew has read its figures before: what was told so shortly ago is told to it, too. */
  readonly readBeforeMs?: number
}

/** The clients of this replica, and what each of them is told. Holds nothing of a client who has left. */
export function createHub(options: HubOptions) {
  const { boot, now, random, mostOfCaller = 20, readBeforeMs } = options
  const clients = new Set<Client>()
  /** Those that were ended, and when they are dropped. */
  const leaving = new Map<Sink, number>()
  const recent = createRecent(boot, remembered)
  let isStopping = false
  let isBlind = false

  /** Many that were cut off at once come back one by one. */
  const retry = (from: number, to: number) =>
    `retry: ${Math.round(from + random() * (to - from))}\n\n`
  const write = (client: Client, text: string) => {
    if (client.sink.buffered > mostBuffered) return drop(client)
    client.wroteAt = now()
    client.sink.write(text)
  }
  const drop = (client: Client) => {
    clients.delete(client)
    client.sink.drop()
  }
  const end = (client: Client, text = '') => {
    clients.delete(client)
    leaving.set(client.sink, now() + lastWordsMs)
    client.sink.end(text)
  }
  /** Everything up to it was told to the client. */
  const idFor = ({ pace }: Client) =>
    recent.idOf(pace.heldFrom === undefined ? recent.count : pace.heldFrom - 1)
  const justTold = (): Changes | undefined => {
    if (readBeforeMs === undefined) return new Map()
    const told = recent.after(now() - readBeforeMs)
    return told && told.size <= mostJustTold ? told : undefined
  }
  const flush = (client: Client) => {
    const due = client.pace.due(now())
    if (due.length > 0) write(client, framesOf(due, idFor(client)))
  }

  return {
    /** How many clients there is anything of. */
    get size() {
      return clients.size + leaving.size
    },
    /** Why this caller gets no stream now, if so. */
    refusalOf(caller: string | undefined): Refusal | undefined {
      const isTheirs = (client: Client) => caller !== undefined && client.caller === caller
      const theirs = [...clients].filter(isTheirs).length
      return theirs >= mostOfCaller || clients.size >= mostClients ? tooMany : undefined
    },
    /** Tells a client from now on, and what it missed. */
    open(sink: Sink, { caller, organizations, lastEventId, lastsMs }: Opening): Opened {
      const pace = createPace(everyMs)
      const endsAt = now() + lastsMs
      const client = { sink, organizations, caller, pace, endsAt, wroteAt: now() }
      const missed = lastEventId === undefined ? justTold() : recent.since(lastEventId, now())
      if (missed) pace.hold(theirsOf(client, missed), recent.count)
      else pace.holdEverything(recent.count)
      clients.add(client)
      // Until what it missed is on its way, the client keeps the id that it came with.
      const id = pace.heldFrom === undefined ? `id: ${idFor(client)}\n` : ''
      write(client, `${id}${retry(1_000, 5_000)}`)
      if (isBlind) write(client, blind)
      flush(client)
      if (isStopping || lastsMs <= 0) end(client)
      return {
        left: () => {
          clients.delete(client)
          leaving.delete(sink)
        },
        end: () => {
          if (clients.has(client)) end(client)
        },
      }
    },
    tell(changes: Changes | typeof everything) {
      if (changes === everything) recent.addEverything(now())
      else recent.add(changes, now())
      for (const client of clients) {
        if (changes === everything) client.pace.holdEverything(recent.count)
        else client.pace.hold(theirsOf(client, changes), recent.count)
        flush(client)
      }
    },
    /** Says that changes are not heard of for now, or are again. */
    setBlind(blindNow: boolean) {
      if (isBlind === blindNow) return
      isBlind = blindNow
      for (const client of clients) write(client, isBlind ? blind : seeing)
    },
    /** To be called a few times a second: tells what was held back, and ends what is over. */
    tick() {
      const at = now()
      for (const client of clients) {
        if (at >= client.endsAt) end(client)
        else flush(client)
        if (clients.has(client) && at - client.wroteAt >= heartbeatMs)
          write(client, `:\nid: ${idFor(client)}\n\n`)
      }
      for (const [sink, until] of leaving) {
        if (at < until) continue
        leaving.delete(sink)
        sink.drop()
      }
    },
    /** Sends everybody elsewhere. */
    stop() {
      isStopping = true
      for (const client of clients) end(client, retry(1_000, 15_000))
    },
  }
}
export type Hub = ReturnType<typeof createHub>

/** What of the changes a client may hear of. */
function theirsOf({ organizations }: Pick<Client, 'organizations'>, changes: Changes): Changes {
  if (!organizations) return changes
  return new Map(
    [...organizations].flatMap((organizationId) => {
      const kinds = changes.get(organizationId)
      return kinds ? [[organizationId, kinds] as const] : []
    }),
  )
}

/** The last one alone has the id: whoever was cut off before it is told all of them again. */
function framesOf(due: readonly Due[], id: string): string {
  return `${due.map(frameOf).join('\n')}id: ${id}\n\n`
}

/** Most clients are told the same: by the set that they share. */
const frames = new WeakMap<ReadonlySet<Kind>, readonly [organizationId: string, frame: string]>()

function frameOf([organizationId, kinds]: Due): string {
  if (organizationId === everything) return 'event: resync\ndata: {}\n'
  const [of, known] = frames.get(kinds) ?? []
  if (of === organizationId && known !== undefined) return known
  const data = JSON.stringify({ organizationId, kinds: [...kinds].toSorted() })
  const frame = `event: changed\ndata: ${data}\n`
  frames.set(kinds, [organizationId, frame])
  return frame
}
