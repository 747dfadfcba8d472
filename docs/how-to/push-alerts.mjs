// Pushes alerts to a webhook that shows them in the app. Needs Node 22 or later, and `npm install kafkajs`.
import { randomUUID } from 'node:crypto'
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

// A first start, or a long stop, must not call people for what is long past. What is still open is not.
const tooOldMs = 24 * 3_600_000
const firstPauseMs = 500
const longestPauseMs = 60_000
const mostRemembered = 50_000
// A no to this one alert. Any other answer is about the webhook (a token that expired, an address that is away), and passes.
const refusals = [400, 409, 413, 422]
const names = ['alert.raised', 'alert.updated', 'alert.resolved']

// The greatest sequence that was pushed of each alert. It survives a restart: the file is replaced as a whole.
const pushed = new Map(readPushed())
function readPushed() {
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
const isNews = (type, { alertId, sequence, notify, at }) =>
  notify &&
  sequence > (pushed.get(alertId) ?? 0) &&
  (Date.parse(at) > Date.now() - tooOldMs || isStillNews(type, alertId, sequence))

// Of what was told long ago: the last call of an alert that is open, and the end of one that people were called for.
function isStillNews(type, alertId, sequence) {
  const { isOver, call } = states.get(alertId)
  return type === 'alert.resolved' ? isOver && pushed.has(alertId) : !isOver && sequence === call
}

// Tries until the webhook has taken it. Nobody can send it in its place, so only a clear no ends it.
async function push(type, alert, heartbeat) {
  const key = `${alert.alertId}/${alert.sequence}`
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const { status, after, reason } = await post(type, alert, key)
    if (status >= 200 && status < 300) return say('pushed', { key, type })
    if (refusals.includes(status)) return say('refused', { key, type, status })
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
const topics = names.map((name) => KAFKA_TOPIC_PREFIX + name)
const typeOf = (topic) => topic.slice(KAFKA_TOPIC_PREFIX.length)

// Nothing where there is no alert to read: it would be as unreadable the next time.
function read({ value }) {
  try {
    const alert = JSON.parse(value)
    return alert?.alertId && alert.text ? alert : undefined
  } catch {
    return undefined
  }
}

// What is known of each alert: whether it is over, and its last call. Read from the beginning at each start.
const states = new Map()
function learn(type, { alertId, sequence, notify }) {
  const known = states.get(alertId) ?? { sequence: 0, isOver: false, call: 0 }
  const isOver = type === 'alert.resolved'
  if (sequence > known.sequence) Object.assign(known, { sequence, isOver })
  if (notify && !isOver) known.call = Math.max(known.call, sequence)
  states.set(alertId, known)
}

const watch = kafka.consumer({ groupId: `${GROUP_ID}.${randomUUID()}` })
await watchStates()
async function watchStates() {
  const admin = kafka.admin()
  await admin.connect()
  const ends = new Map()
  for (const topic of topics)
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic))
      if (BigInt(low) < BigInt(high)) ends.set(`${topic}/${partition}`, BigInt(high))
  await admin.disconnect()
  const reached = Promise.withResolvers()
  if (ends.size === 0) reached.resolve()
  await watch.connect()
  await watch.subscribe({ topics, fromBeginning: true })
  await watch.run({
    autoCommit: false,
    async eachBatch({ batch, resolveOffset, heartbeat }) {
      const { topic, partition } = batch
      for (const message of batch.messages) {
        const alert = read(message)
        if (alert) learn(typeOf(topic), alert)
        resolveOffset(message.offset)
      }
      await heartbeat()
      const key = `${topic}/${partition}`
      if (ends.has(key) && BigInt(batch.lastOffset()) + 1n >= ends.get(key)) ends.delete(key)
      if (ends.size === 0) reached.resolve()
    },
  })
  await reached.promise
}

const consumer = kafka.consumer({ groupId: GROUP_ID, sessionTimeout: 15_000 })
await consumer.connect()
await consumer.subscribe({
  topics,
  fromBeginning: true,
})
await consumer.run({
  autoCommit: false,
  async eachMessage({ topic, partition, message, heartbeat }) {
    const type = typeOf(topic)
    const alert = read(message)
    if (alert) learn(type, alert)
    else say('unreadable', { topic, partition, offset: message.offset })
    if (alert && isNews(type, alert)) {
      await push(type, alert, heartbeat)
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
    void Promise.allSettled([consumer.disconnect(), watch.disconnect()]).then(() => process.exit(0))
  })
