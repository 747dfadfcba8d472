/** One message in so long, so that none is cut off by the next. */
const apartMs = 10_000
/** After a move of focus, which would swallow what is said at the same moment. */
const settleMs = 150

/** What a person did comes before what happened by itself. */
const order = ['own', 'health'] as const
type AnnouncementKind = (typeof order)[number]

export interface Announcements {
  /** Of each kind, the newest waits. */
  readonly say: (kind: AnnouncementKind, text: string) => void
  readonly stop: () => void
}

export function createAnnouncements(
  write: (text: string) => void,
  { now = () => performance.now() }: { readonly now?: () => number } = {},
): Announcements {
  const waiting = new Map<AnnouncementKind, string>()
  let free = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const next = () => {
    timer = undefined
    const kind = order.find((one) => waiting.has(one))
    if (!kind) return
    const text = waiting.get(kind)!
    waiting.delete(kind)
    free = now() + apartMs
    // The same text twice is heard twice only if it was away between.
    write('')
    write(text)
    plan()
  }
  const plan = () => {
    if (waiting.size > 0) timer ??= setTimeout(next, Math.max(settleMs, free - now()))
  }
  return {
    say(kind, text) {
      waiting.set(kind, text)
      plan()
    },
    stop: () => clearTimeout(timer),
  }
}
