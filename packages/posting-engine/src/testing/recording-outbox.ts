import type { PostingCompleted } from '@bilagsbro/events/posting'
import type { Emit, Outbox } from '@bilagsbro/messaging/outbox'
import type { MikroORM } from '@mikro-orm/postgresql'

export interface RecordedAnswer {
  readonly data: PostingCompleted
  readonly traceparent?: string | undefined
}

/** An outbox whose messages stay here: what was committed, in the order of the commits. */
export function createRecordingOutbox(orm: MikroORM): Outbox & { answers: RecordedAnswer[] } {
  const answers: RecordedAnswer[] = []
  return {
    answers,
    async transaction(work) {
      const emitted: RecordedAnswer[] = []
      const emit: Emit = (definition, data, { traceparent } = {}) => {
        const problems = definition.problems(data)
        if (problems.length > 0) throw new Error(problems.join())
        emitted.push({ data: data as PostingCompleted, traceparent })
      }
      const result = await orm.em.fork().transactional((em) => work(em, emit))
      answers.push(...emitted)
      return result
    },
    emitRaw: async () => {},
    drained: async () => true,
    async [Symbol.asyncDispose]() {},
  }
}
