import type { Readable } from 'node:stream'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'

/** Lets one in at a time, since each reads much of the log. Whoever comes meanwhile is refused. */
export function createTurn(busy: Refusal) {
  let isTaken = false
  const take = (): Result<() => void, Refusal> => {
    if (isTaken) return err(busy)
    isTaken = true
    return ok(() => void (isTaken = false))
  }
  return {
    async work<T>(work: () => Promise<T>): Promise<Result<T, Refusal>> {
      const turn = take()
      if (!turn.ok) return turn
      try {
        return ok(await work())
      } finally {
        turn.value()
      }
    },
    /** The turn lasts until the stream is closed. */
    async stream(
      open: () => Promise<Result<Readable, Refusal>>,
    ): Promise<Result<Readable, Refusal>> {
      const turn = take()
      if (!turn.ok) return turn
      const opened = await open().catch((error: unknown) => {
        turn.value()
        throw error
      })
      if (opened.ok) opened.value.once('close', turn.value)
      else turn.value()
      return opened
    },
  }
}
