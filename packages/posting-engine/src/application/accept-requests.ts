import type { PostingRequest, PostingStore, ReadIn } from './ports/posting-store.ts'
import type { CrashPoint } from './ports/worker-settings.ts'

interface Deps {
  readonly postings: PostingStore
  readonly readIn: () => ReadIn
  readonly wake: () => void
  readonly crashPoint: (name: CrashPoint) => void
}

/** Takes requests in; what is new is sent by the worker, what is known is answered again. */
export const createAcceptRequests =
  ({ postings, readIn, wake, crashPoint }: Deps) =>
  async (requests: readonly PostingRequest[]): Promise<void> => {
    await postings.accept(requests, readIn())
    wake()
    crashPoint('before-offset-commit')
  }
