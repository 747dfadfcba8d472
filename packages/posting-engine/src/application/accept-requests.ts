import type { PostingRequest, PostingStore } from './ports/posting-store.ts'
import type { CrashPoint } from './ports/worker-settings.ts'

interface Deps {
  readonly postings: PostingStore
  readonly wake: () => void
  readonly crashPoint: (name: CrashPoint) => void
}

/** Takes requests in; what is new is sent by the worker, what is known is answered again. */
export const createAcceptRequests =
  ({ postings, wake, crashPoint }: Deps) =>
  async (requests: readonly PostingRequest[]): Promise<void> => {
    await postings.accept(requests)
    wake()
    crashPoint('before-offset-commit')
  }
