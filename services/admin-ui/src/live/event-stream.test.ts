import { expect, test } from 'vitest'
import { createEventReader } from './event-stream.ts'

const text =
  'id: b-0\nretry: 3000\n\nevent: changed\ndata: {"a":1}\n\nevent: resync\ndata: {}\nid: b-2\n\n:\nid: b-3\n\nevent: changed\ndata: {"not":"all'

test('events, the last id and the wait are the same, wherever the text is cut', () => {
  for (let cut = 0; cut <= text.length; cut++) {
    const read = createEventReader()
    const heard = [read(text.slice(0, cut)), read(text.slice(cut))]
    expect(heard.flatMap(({ events }) => events)).toEqual([
      { event: 'changed', data: '{"a":1}' },
      { event: 'resync', data: '{}' },
    ])
    expect(heard.at(-1)).toMatchObject({ lastId: 'b-3', retryMs: 3_000 })
  }
})

test('an id counts when its event is whole', () => {
  const read = createEventReader()
  expect(read('event: changed\ndata: {}\nid: b-1\n').lastId).toBeUndefined()
  expect(read('\n')).toMatchObject({ events: [{ event: 'changed' }], lastId: 'b-1' })
})
