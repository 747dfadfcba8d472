export interface Turns {
  /** A turn; nothing where too many wait already, or where no turn comes in time. Disposing gives the turn back. */
  take(name: string, milliseconds: number): Promise<Disposable | undefined>
}

interface Waiting {
  readonly name: string
  readonly begin: () => void
}

/** Limits calls at the same time, under each name and in all. Waiting calls are served in order, past names that have enough. */
export function createTurns(most: {
  readonly each: number
  readonly all: number
  /** Under one name. */
  readonly waiting: number
}): Turns {
  const busy = new Map<string, number>()
  let all = 0
  let line: Waiting[] = []

  const isFree = (name: string) => all < most.all && (busy.get(name) ?? 0) < most.each

  function count(name: string, by: 1 | -1): void {
    all += by
    const now = (busy.get(name) ?? 0) + by
    if (now === 0) busy.delete(name)
    else busy.set(name, now)
  }

  function begin(name: string): Disposable {
    count(name, 1)
    let given = false
    return {
      [Symbol.dispose]() {
        if (given) return
        given = true
        count(name, -1)
        line.find((one) => isFree(one.name))?.begin()
      },
    }
  }

  return {
    async take(name, milliseconds) {
      if (isFree(name)) return begin(name)
      if (line.filter((one) => one.name === name).length >= most.waiting) return undefined
      const { promise, resolve } = Promise.withResolvers<Disposable | undefined>()
      const leave = () => (line = line.filter((one) => one !== waiting))
      const timer = setTimeout(() => {
        leave()
        resolve(undefined)
      }, milliseconds)
      const waiting: Waiting = {
        name,
        begin() {
          clearTimeout(timer)
          leave()
          resolve(begin(name))
        },
      }
      line.push(waiting)
      return promise
    },
  }
}
