// Pushes alerts to a webhook that shows them in the app. Needs Node 22 or later, and `npm install kafkajs`.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kafka, logLevel } from 'kafkajs'

const {
  KAFKA_BROKERS,
  KAFKA_TOPIC_PREFIX = '',
  WEBHOOK_URL,
  STATE_FILE = 'pushed.json',
} = process.env
const { GROUP_ID = `${KAFKA_TOPIC_PREFIX}push-alerts` } = process.env
if (!KAFKA_BROKERS || !WEBHOOK_URL) throw new Error('Set KAFKA_BROKERS and WEBHOOK_URL.')

// A first start, or a long stop, must not call people for what is long past.
const tooOldMs = 24 * 3_600_000
const firstPauseMs = 500
const longestPauseMs = 60_000
const mostRemembered = 50_000

// The greatest sequence that was pushed of each alert. It survives a restart: the file is replaced as a whole.
const pushed = new Map(read())
function read() {
  try {
    return JSON.parse(readFileSync(STATE_FILE, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return []
    throw error
  }
}
function remember({ alertId, sequence }) {
  pushed.delete(alertId)
  pushed.set(alertId, sequence)
  for (const oldest of pushed.keys()) if (pushed.size > mostRemembered) pushed.delete(oldest)
  writeFileSync(`${STATE_FILE}.new`, JSON.stringify([...pushed]))
  renameSync(`${STATE_FILE}.new`, STATE_FILE)
}

const stopping = new AbortController()
const say = (event, more) =>
  process.stdout.write(`${JSON.stringify({ time: new Date(), event, ...more })}\n`)

// The topics come in no common order: what has no greater sequence than the last one is no news.
const isNews = ({ alertId, sequence, notify, at }) =>
  notify && sequence > (pushed.get(alertId) ?? 0) && Date.parse(at) > Date.now() - tooOldMs

// Tries until the webhook has taken it. Nobody can send it in its place, so only a clear no ends it.
async function push(type, alert, heartbeat) {
  const key = `${alert.alertId}/${alert.sequence}`
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const { status, after, reason } = await post(type, alert, key)
    if (status >= 200 && status < 300) return say('pushed', { key, type })
    if (status >= 400 && status < 500 && status !== 408 && status !== 429)
      return say('refused', { key, type, status })
    say('later', { key, type, status, reason })
    // With some chance in it, so that many programs do not come back at once.
    await wait(Math.max(after, pauseMs * (0.5 + Math.random() / 2)), heartbeat)
  }
}

async function post(type, { text, ...alert }, key) {
  try {
    const answer = await fetch(WEBHOOK_URL, {
      method: 'POST',
      // Whoever gets the same key again has it already: the one case is a kill between the answer and the state file.
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ type, title: text.nb, text, ...alert }),
      signal: AbortSignal.timeout(5_000),
    })
    await answer.arrayBuffer()
    const seconds = Number(answer.headers.get('retry-after')) || 0
    return { status: answer.status, after: Math.min(seconds * 1_000, longestPauseMs) }
  } catch (error) {
    return { status: 0, after: 0, reason: String(error.cause ?? error) }
  }
}

// Kafka gives the partition to another where nobody says for long that it is still worked on.
async function wait(milliseconds, heartbeat) {
  for (let left = milliseconds; left > 0; left -= 1_000) {
    await sleep(Math.min(left, 1_000), undefined, { signal: stopping.signal })
    await heartbeat()
  }
}

const kafka = new Kafka({
  clientId: 'push-alerts',
  brokers: KAFKA_BROKERS.split(','),
  logLevel: logLevel.ERROR,
})
const consumer = kafka.consumer({ groupId: GROUP_ID, sessionTimeout: 15_000 })
await consumer.connect()
await consumer.subscribe({
  topics: ['alert.raised', 'alert.updated', 'alert.resolved'].map(
    (name) => KAFKA_TOPIC_PREFIX + name,
  ),
  fromBeginning: true,
})
await consumer.run({
  autoCommit: false,
  async eachMessage({ topic, partition, message, heartbeat }) {
    const alert = JSON.parse(message.value)
    if (isNews(alert)) {
      await push(message.headers.ce_type.toString(), alert, heartbeat)
      remember(alert)
    }
    // Only now: whoever is killed before gets it again.
    await consumer.commitOffsets([
      { topic, partition, offset: String(BigInt(message.offset) + 1n) },
    ])
  },
})
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    stopping.abort()
    consumer.disconnect().then(() => process.exit(0))
  })
