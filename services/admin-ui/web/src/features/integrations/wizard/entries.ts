import { useSyncExternalStore } from 'react'
import { sessionEnded } from '../../../shared/api/client.ts'
import { keptInTab, readKept } from '../../../shared/kept.ts'
import { isEntered, type EnteredTarget, type Secrets } from '../connection/draft.ts'

/** What somebody has entered on the way through the steps. */
export interface Entries {
  readonly entered: EnteredTarget | undefined
  readonly secrets: Secrets
  /** Exactly what a test found right, as text; another draft has to be tested again. */
  readonly tested?: string
}

const nothing: Entries = { entered: undefined, secrets: {} }
const listeners = new Set<() => void>()
/** Only in memory, as it holds secrets: a reload takes them away. */
const held = new Map<string, Entries>()

const keyOf = (userId: string, organizationId: string) =>
  `bilagsbro.integrasjon.${userId}.${organizationId}`

sessionEnded.addEventListener('ended', () => held.clear())

function read(key: string): Entries {
  const known = held.get(key)
  if (known) return known
  const entries = { ...nothing, entered: readKept(key, isEntered) }
  held.set(key, entries)
  return entries
}

function write(key: string, entries: Entries): void {
  held.set(key, entries)
  if (entries.entered) keptInTab.write(key, JSON.stringify(entries.entered))
  else keptInTab.remove(key)
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Kept from step to step: secrets in memory alone, everything else through a reload as well. */
export function useEntries(userId: string, organizationId: string) {
  const key = keyOf(userId, organizationId)
  const entries = useSyncExternalStore(subscribe, () => read(key))
  return {
    entries,
    change: (next: Partial<Entries>) => write(key, { ...read(key), ...next }),
    clear: () => write(key, nothing),
  }
}
