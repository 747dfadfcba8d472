/** An event of a stream, as its server named it. */
export interface StreamEvent {
  readonly event: string
  readonly data: string
}

interface Heard {
  readonly events: readonly StreamEvent[]
  /** Of the last event that had one: what a server is told when it is asked again. */
  readonly lastId: string | undefined
  /** How long the server wants us to wait before we come back. */
  readonly retryMs: number | undefined
}

/** Reads server-sent events from text that comes in any pieces. An event counts when the empty line behind it is there. */
export function createEventReader() {
  let rest = ''
  let event = ''
  let data: string[] = []
  let id: string | undefined
  let lastId: string | undefined
  let retryMs: number | undefined

  return (text: string): Heard => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    const events: StreamEvent[] = []
    for (const line of lines) {
      if (line === '') {
        if (id !== undefined) lastId = id
        if (data.length > 0) events.push({ event, data: data.join('\n') })
        event = ''
        data = []
        id = undefined
        continue
      }
      const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
      if (field === 'event') event = value
      if (field === 'data') data.push(value)
      if (field === 'id') id = value
      if (field === 'retry' && /^\d{1,6}$/.test(value)) retryMs = Number(value)
    }
    return { events, lastId, retryMs }
  }
}
