import type { ServerResponse } from 'node:http'
import type { Sink } from './hub.ts'

/** Whoever asks a proxy to gather or to shorten a stream hears nothing for long. */
const headers = new Map([
  ['content-type', 'text/event-stream; charset=utf-8'],
  ['cache-control', 'no-cache, no-transform'],
  ['x-accel-buffering', 'no'],
  ['connection', 'close'],
])

/** Server-sent events on an answer that is ours alone from now on. */
export function openSink(raw: ServerResponse): Sink {
  // Silence is not a fault here; the hub ends whoever is to leave.
  raw.setTimeout(0, () => undefined)
  // What is written to a client who leaves has nowhere to go.
  raw.on('error', () => undefined)
  raw.setHeaders(headers).writeHead(200)
  return {
    write: (text) => void raw.write(text),
    end: (text) => void raw.end(text),
    drop: () => void raw.destroy(),
    get buffered() {
      return raw.writableLength
    },
  }
}
