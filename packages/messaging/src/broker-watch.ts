import { topics as declared } from '@bilagsbro/events/catalogue'
import type { Admin } from 'kafkajs'
import type { KafkaConnection } from './connection.ts'
import { readLetters, type Letter } from './dead-letter-log.ts'
import { createSteadyAdmin } from './steady-admin.ts'
import { topicsNotAsDeclared } from './topics.ts'

/** What the broker shows of an installation, for those who are called when something is not as it should be. */
export interface BrokerWatch extends AsyncDisposable {
  /** Topics that are missing, or whose partitions or settings are not as `packages/events` declares them. */
  misdeclared(): Promise<string[]>
  /** Every dead letter that is still kept. */
  letters(): Promise<Letter[]>
  /**
   * For how long each service has not handled what was on its topics, in milliseconds, at the moment of the call: since the
   * end that it has not reached was seen here. Services that are not running are left out.
   */
  lags(now: number): Promise<Map<string, number>>
}

/** An end of a partition that a group is to reach, and since when. */
interface Goal {
  readonly end: number
  readonly since: number
}

export function createBrokerWatch(connection: KafkaConnection): BrokerWatch {
  const admin = createSteadyAdmin(connection)
  const goals = new Map<string, Goal>()
  const known = { ends: '', letters: [] as Letter[] }
  return {
    misdeclared: () => admin.ask((client) => topicsNotAsDeclared(client, connection)),
    async letters() {
      const ends = await admin.ask((client) => letterEnds(client, connection))
      // Nothing came, so nothing is to be read again.
      if (ends !== known.ends) {
        known.letters = await readLetters(connection)
        known.ends = ends
      }
      return known.letters
    },
    async lags(now) {
      const groups = await admin.ask((client) => runningGroups(client, connection))
      const lags = new Map<string, number>()
      for (const group of groups) {
        const positions = await admin.ask((client) => positionsOf(client, group))
        const service = serviceOf(connection.unprefixed(group))
        const lag = Math.max(0, ...positions.map((one) => lagOf(goals, group, one, now)))
        lags.set(service, Math.max(lag, lags.get(service) ?? 0))
      }
      return lags
    },
    [Symbol.asyncDispose]: () => admin[Symbol.asyncDispose](),
  }
}

/** `<service>.<epoch>`, or `<service>-connectors.<epoch>`. */
const serviceOf = (group: string) => group.split('.')[0]!.replace(/-(connectors|past)$/, '')

async function letterEnds(client: Admin, connection: KafkaConnection): Promise<string> {
  const present = new Set(await client.listTopics())
  const names = declared
    .map(({ name }) => connection.prefixed(name))
    .filter((name) => name.endsWith('.dead-letter') && present.has(name))
  const ends = await Promise.all(names.map((name) => client.fetchTopicOffsets(name)))
  return JSON.stringify(
    ends.map((all, at) => [names[at], ...all.map(({ low, high }) => [low, high])]),
  )
}

async function runningGroups(client: Admin, connection: KafkaConnection): Promise<string[]> {
  const { groups } = await client.listGroups()
  const ours = groups
    .map(({ groupId }) => groupId)
    .filter((id) => connection.unprefixed(id) !== id || connection.prefixed('') === '')
  if (ours.length === 0) return []
  const { groups: described } = await client.describeGroups(ours)
  return described.filter(({ members }) => members.length > 0).map(({ groupId }) => groupId)
}

interface Place {
  readonly key: string
  readonly committed: number
  readonly low: number
  readonly high: number
}

async function positionsOf(client: Admin, groupId: string): Promise<Place[]> {
  const topics = await client.fetchOffsets({ groupId })
  const places = await Promise.all(
    topics.map(async ({ topic, partitions }) => {
      const ends = new Map(
        (await client.fetchTopicOffsets(topic)).map((one) => [one.partition, one] as const),
      )
      return partitions.flatMap(({ partition, offset }) => {
        const end = ends.get(partition)
        const [low, high] = [Number(end?.low), Number(end?.high)]
        return end ? [{ key: `${topic}/${partition}`, committed: Number(offset), low, high }] : []
      })
    }),
  )
  return places.flat()
}

/** How long ago an end was seen that the group has not reached; afterwards the group is to reach the end of now. */
function lagOf(goals: Map<string, Goal>, group: string, place: Place, now: number): number {
  const key = `${group}\n${place.key}`
  const reached = Math.max(place.committed, place.low)
  const goal = goals.get(key)
  if (goal && reached < goal.end) return now - goal.since
  if (reached < place.high) goals.set(key, { end: place.high, since: now })
  else goals.delete(key)
  return 0
}
