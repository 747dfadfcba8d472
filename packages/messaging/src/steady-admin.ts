import type { Admin } from 'kafkajs'
import type { KafkaConnection } from './connection.ts'
import { within } from './wait.ts'

const callWithinMs = 10_000

/** An admin client that is kept open, and replaced after a failure: kafkajs goes on using a connection that is dead. */
export interface SteadyAdmin extends AsyncDisposable {
  /** Throws when there is no answer within 10 s. */
  ask<T>(question: (admin: Admin) => Promise<T>): Promise<T>
}

export function createSteadyAdmin({ kafka }: KafkaConnection): SteadyAdmin {
  let client: Admin | undefined
  let opened: Promise<void> | undefined

  const close = async () => {
    const closing = client
    client = opened = undefined
    if (closing) await within(2_000, closing.disconnect())
  }
  const asked = async <T>(question: (admin: Admin) => Promise<T>) => {
    const asking = (client ??= kafka.admin())
    await (opened ??= asking.connect())
    return question(asking)
  }
  return {
    async ask(question) {
      const answer = asked(question)
      try {
        if (await within(callWithinMs, answer)) return await answer
        throw new Error(`The broker gave no answer within ${callWithinMs} ms.`)
      } catch (error) {
        void close().catch(() => undefined)
        throw error
      }
    },
    [Symbol.asyncDispose]: close,
  }
}
