import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EventDefinition } from './define-event.ts'

export interface GoldenExample {
  readonly key: string
  readonly headers: Readonly<Record<string, string>>
  readonly value: Readonly<Record<string, unknown>>
}

/** The example of an event as it stands on the wire. Once released, the example is never edited: a message from years ago must still be readable. */
export function goldenExample(event: Pick<EventDefinition, 'type' | 'version'>): GoldenExample {
  const file = join(import.meta.dirname, '..', 'examples', `${event.type}.v${event.version}.json`)
  return JSON.parse(readFileSync(file, 'utf8')) as GoldenExample
}
