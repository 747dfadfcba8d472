import { createRequire } from 'node:module'

const kept = Symbol.for('bilagsbro.lost-offsets')

interface OffsetManager {
  readonly groupId: string
  setDefaultOffset: (this: OffsetManager, where: Where) => Promise<void>
}

interface Where {
  /** As on the broker. */
  readonly topic: string
  readonly partition: number
}

type Listener = (where: Where) => void

/** One for the process, as kafkajs is: a process that loads this module again, as tests do, goes on with the same. */
const listeners = ((globalThis as { [kept]?: Map<string, Set<Listener>> })[kept] ??= new Map())

/**
 * Tells when a group's place in a partition is no more: the topic was made anew or cut off, or retention took messages
 * that were not handled. kafkajs then goes on at the first message that is left, and tells nobody.
 */
export function onLostOffset(groupId: string, listener: Listener): Disposable {
  const ofGroup = listeners.get(groupId) ?? new Set()
  listeners.set(groupId, ofGroup.add(listener))
  return {
    [Symbol.dispose]() {
      ofGroup.delete(listener)
      if (ofGroup.size === 0) listeners.delete(groupId)
    },
  }
}

export function tellLostOffsets(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/consumer/offsetManager') as {
    prototype: OffsetManager
  }
  const setDefaultOffset = prototype.setDefaultOffset
  if (setDefaultOffset.name === 'tellAndSet') return
  prototype.setDefaultOffset = async function tellAndSet(this: OffsetManager, where: Where) {
    for (const tell of listeners.get(this.groupId) ?? []) tell(where)
    await setDefaultOffset.call(this, where)
  }
}
