const controller = new AbortController()
const open = new Set<AsyncDisposable>()

/** Aborted when a person or a supervisor asks this process to stop: what is being started is given up. */
export const interrupted: AbortSignal = controller.signal

/** For what runs on after its start: it is put away when this process is asked to stop. */
export function putAwayWhenInterrupted(resource: AsyncDisposable): Disposable {
  open.add(resource)
  return { [Symbol.dispose]: () => void open.delete(resource) }
}

/** Resolves with whether something was put away; where nothing was, what is being started ends by itself. */
export async function interrupt(): Promise<boolean> {
  controller.abort()
  const resources = [...open]
  await Promise.allSettled(resources.map((resource) => resource[Symbol.asyncDispose]()))
  return resources.length > 0
}
