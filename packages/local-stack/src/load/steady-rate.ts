import { setTimeout as pause } from 'node:timers/promises'
import type { Session } from './session.ts'

const everyMs = 25

/** Publishes records that begin so, so many a second and for so long. */
export async function publishSteadily(
  session: Session,
  { prefix, perSecond, seconds }: { prefix: string; perSecond: number; seconds: number },
): Promise<void> {
  const next = session.nextRecord(prefix)
  const total = perSecond * seconds
  const started = performance.now()
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.ceil(((performance.now() - started) / 1000) * perSecond))
    const batch = Array.from({ length: due - sent }, () => next())
    sent = due
    if (batch.length > 0) await session.producer.publish(batch)
    await pause(everyMs)
  }
}
