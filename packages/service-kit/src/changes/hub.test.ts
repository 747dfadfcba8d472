import { beforeEach, expect, test } from 'vitest'
import { everything, type Kind } from './changes.ts'
import { createHub, type Hub } from './hub.ts'

let now = 0
let hub: Hub
beforeEach(() => {
  now = 0
  hub = createHub({ boot: 'boot', now: () => now, random: () => 0.5 })
})

const changed = (id: string, ...kinds: Kind[]) => new Map([[id, new Set(kinds)]])
const frame = (id: string, ...kinds: Kind[]) =>
  `event: changed\ndata: ${JSON.stringify({ organizationId: id, kinds })}\n`
const resync = 'event: resync\ndata: {}\n'

function client({
  organizationId,
  ...of
}: { organizationId?: string; lastEventId?: string; lastsMs?: number } = {}) {
  let said = ''
  const state = { buffered: 0, ended: false, dropped: false }
  const sink = {
    write: (text: string) => void (said += text),
    end: (text: string) => {
      said += text
      state.ended = true
    },
    drop: () => void (state.dropped = true),
    get buffered() {
      return state.buffered
    },
  }
  const { left, end } = hub.open(sink, {
    caller: 'user-1',
    lastsMs: 60_000,
    ...(organizationId !== undefined && { organizations: new Set([organizationId]) }),
    ...of,
  })
  /** What was said since the last time. */
  const heard = () => {
    const text = said
    said = ''
    return text
  }
  return Object.assign(state, { leave: left, endNow: end, heard })
}

test('a client is told when to come back and where it stands, and then what changes', () => {
  const all = client()
  const one = client({ organizationId: 'hlf' })
  expect([all.heard(), one.heard()]).toEqual(Array(2).fill('id: boot-0\nretry: 3000\n\n'))
  hub.tell(changed('nbf', 'runs'))
  hub.tell(changed('hlf', 'records', 'log'))
  expect(all.heard()).toBe(
    `${frame('nbf', 'runs')}id: boot-1\n\n${frame('hlf', 'log', 'records')}id: boot-2\n\n`,
  )
  expect(one.heard()).toBe(`${frame('hlf', 'log', 'records')}id: boot-2\n\n`)
})

test('a busy organisation is told once a second, and an id promises what was told', () => {
  const all = client()
  hub.tell(changed('hlf', 'records'))
  all.heard()
  for (now = 250; now < 1_000; now += 250) hub.tell(changed('hlf', 'records'))
  now = 999
  hub.tell(changed('nbf', 'log'))
  expect(all.heard()).toBe(`${frame('nbf', 'log')}id: boot-1\n\n`)
  now = 1_000
  hub.tick()
  expect(all.heard()).toBe(`${frame('hlf', 'records')}id: boot-5\n\n`)
})

test.each([
  ['missed nothing', 'boot-2', 'id: boot-2\nretry: 3000\n\n'],
  ['missed the last', 'boot-1', `retry: 3000\n\n${frame('nbf', 'runs')}id: boot-2\n\n`],
  [
    'missed both',
    'boot-0',
    `retry: 3000\n\n${frame('hlf', 'log')}\n${frame('nbf', 'runs')}id: boot-2\n\n`,
  ],
  ['was at another replica', 'other-2', `retry: 3000\n\n${resync}id: boot-2\n\n`],
])('who comes back and %s is told so', (_what, lastEventId, told) => {
  hub.tell(changed('hlf', 'log'))
  hub.tell(changed('nbf', 'runs'))
  expect(client({ lastEventId }).heard()).toBe(told)
})

test('who comes anew is told what has just changed, as it may have read before that', () => {
  hub = createHub({ boot: 'boot', now: () => now, random: () => 0.5, readBeforeMs: 10_000 })
  hub.tell(changed('hlf', 'log'))
  now = 9_000
  hub.tell(changed('hlf', 'runs'))
  hub.tell(changed('nbf', 'runs'))
  now = 10_001
  expect(client({ organizationId: 'hlf' }).heard()).toBe(
    `retry: 3000\n\n${frame('hlf', 'runs')}id: boot-3\n\n`,
  )
  now = 19_001
  expect(client().heard()).toBe('id: boot-3\nretry: 3000\n\n')
  for (let of = 0; of <= 100; of++) hub.tell(changed(`of-${of}`, 'runs'))
  expect(client().heard()).toContain(resync)
})

test('who comes anew is to read everything again where all were told so just now', () => {
  hub = createHub({ boot: 'boot', now: () => now, random: () => 0.5, readBeforeMs: 10_000 })
  hub.tell(everything)
  hub.tell(changed('hlf', 'log'))
  now = 10_000
  expect(client().heard()).toBe(`retry: 3000\n\n${resync}id: boot-2\n\n`)
  now = 10_001
  expect(client().heard()).toBe('id: boot-2\nretry: 3000\n\n')
})

test('who comes back hears of no other organisation', () => {
  hub.tell(changed('hlf', 'log'))
  hub.tell(changed('nbf', 'runs'))
  expect(client({ organizationId: 'hlf', lastEventId: 'boot-1' }).heard()).toBe(
    'id: boot-2\nretry: 3000\n\n',
  )
})

test('everything is told to everybody, and to those who come back from before', () => {
  const one = client({ organizationId: 'hlf' })
  one.heard()
  hub.tell(everything)
  expect(one.heard()).toBe(`${resync}id: boot-1\n\n`)
  expect(client({ lastEventId: 'boot-0' }).heard()).toContain(resync)
})

test('a silent stream beats every 15 s, and the beat moves its id on', () => {
  const one = client({ organizationId: 'hlf' })
  hub.tell(changed('nbf', 'log'))
  one.heard()
  now = 14_999
  hub.tick()
  expect(one.heard()).toBe('')
  now = 15_000
  hub.tick()
  expect(one.heard()).toBe(':\nid: boot-1\n\n')
  now = 29_999
  hub.tick()
  expect(one.heard()).toBe('')
})

test('a stream ends with its token', () => {
  const one = client({ lastsMs: 5_000 })
  now = 4_999
  hub.tick()
  expect(one.ended).toBe(false)
  now = 5_000
  hub.tick()
  expect(one.ended).toBe(true)
  one.leave()
  expect(hub.size).toBe(0)
})

test('who takes nothing is dropped, and nothing is left', () => {
  const slow = client()
  slow.buffered = 64 * 1024
  hub.tell(changed('hlf', 'log'))
  expect(slow.dropped).toBe(false)
  slow.buffered++
  hub.tell(changed('nbf', 'log'))
  expect(slow.dropped).toBe(true)
  expect(hub.size).toBe(0)
})

test('who does not take the last words is dropped in the end', () => {
  const slow = client({ lastsMs: 1_000 })
  now = 1_000
  hub.tick()
  expect([slow.ended, slow.dropped, hub.size]).toEqual([true, false, 1])
  now = 6_000
  hub.tick()
  expect([slow.dropped, hub.size]).toEqual([true, 0])
})

test('who has left is told nothing', () => {
  const gone = client()
  gone.leave()
  gone.heard()
  hub.tell(changed('hlf', 'log'))
  hub.tick()
  expect([gone.heard(), hub.size]).toEqual(['', 0])
})

test('a caller has so many streams and no more, until one of them ends', () => {
  const open = Array.from({ length: 20 }, () => client())
  expect(hub.refusalOf('user-1')).toMatchObject({ code: 'changes.too_many_streams' })
  expect(hub.refusalOf('user-2')).toBe(undefined)
  open[7]!.leave()
  expect(hub.refusalOf('user-1')).toBe(undefined)
})

test('streams that no caller is named for are not counted as those of one', () => {
  const sink = { write() {}, end() {}, drop() {}, buffered: 0 }
  for (let count = 0; count < 20; count++) hub.open(sink, { lastsMs: 60_000 })
  expect(hub.refusalOf(undefined)).toBe(undefined)
})

test('a stream that is ended from without takes its last words along, and is dropped in the end', () => {
  const [one, stopped] = [client(), client()]
  one.heard()
  one.endNow()
  hub.tell(changed('hlf', 'log'))
  expect([one.heard(), one.ended, one.dropped, hub.size]).toEqual(['', true, false, 2])
  hub.stop()
  stopped.endNow()
  expect([stopped.heard().endsWith('retry: 8000\n\n'), stopped.dropped]).toEqual([true, false])
  now = 5_000
  hub.tick()
  expect([one.dropped, stopped.dropped, hub.size]).toEqual([true, true, 0])
})

test('a replica that stops sends everybody elsewhere, at different times', () => {
  const one = client()
  one.heard()
  hub.stop()
  expect([one.heard(), one.ended]).toEqual(['retry: 8000\n\n', true])
  const late = client()
  expect([late.heard(), late.ended]).toEqual(['id: boot-0\nretry: 3000\n\n', true])
})

test('whoever may hear of several organisations hears of these, and of no other', () => {
  let said = ''
  const sink = { write: (text: string) => void (said += text), end() {}, drop() {}, buffered: 0 }
  hub.open(sink, { caller: 'user-2', lastsMs: 60_000, organizations: new Set(['hlf', 'nbf']) })
  said = ''
  hub.tell(
    new Map([...changed('hlf', 'runs'), ...changed('other', 'runs'), ...changed('nbf', 'log')]),
  )
  expect(said).toBe(`${frame('hlf', 'runs')}\n${frame('nbf', 'log')}id: boot-1\n\n`)
})

test('who looks is told that nothing is heard of, once, and whoever comes then, too', () => {
  const early = client()
  early.heard()
  hub.setBlind(true)
  hub.setBlind(true)
  const late = client()
  expect(early.heard()).toBe('event: lost\ndata: {}\n\n')
  expect(late.heard()).toContain('event: lost\ndata: {}\n\n')
  hub.setBlind(false)
  for (const one of [early, late]) expect(one.heard()).toBe('event: found\ndata: {}\n\n')
})
