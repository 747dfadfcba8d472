import { everything, type Kind } from '@bilagsbro/service-kit/changes/changes'
import { describe, expect, test } from 'vitest'
import { decodeChanges, encodeChanges, kindOf } from './hint.ts'
import { createPending } from './pending.ts'

const changes = (all: Record<string, Kind[]>) =>
  new Map(Object.entries(all).map(([id, kinds]) => [id, new Set(kinds)]))
const many = (count: number) =>
  changes(Object.fromEntries(Array.from({ length: count }, (_, at) => [`org-${at}`, ['records']])))

test.each([
  ['record.approved', 'records'],
  ['sync.succeeded', 'records'],
  ['sync.started', 'runs'],
  ['sync.completed', 'runs'],
  ['connector.configured', 'connector'],
  ['connector.suspended', 'connector'],
  ['posting.completed', 'log'],
])('%s changes %s', (type, kind) => {
  expect(kindOf(type)).toBe(kind)
})

describe('what replicas tell each other', () => {
  test.each([
    ['one', changes({ hlf: ['records'] }), 'hlf records'],
    [
      'several',
      changes({ hlf: ['log', 'runs'], nbf: ['connector'] }),
      'hlf log runs\nnbf connector',
    ],
    ['more than PostgreSQL takes', many(1_000), everything],
  ])('%s', (_what, told, text) => {
    expect(encodeChanges(told)).toBe(text)
    expect(decodeChanges(text)).toEqual(text === everything ? everything : told)
  })

  test.each([
    ['nothing', '', {}],
    ['a kind of a later version', 'hlf weather records', { hlf: ['records'] }],
    ['only such kinds', 'hlf weather', {}],
    ['no organisation', 'H.L.F records', {}],
  ] as const)('%s is passed over', (_what, text, known) => {
    expect(decodeChanges(text)).toEqual(changes(known as unknown as Record<string, Kind[]>))
  })
})

describe('what is pending', () => {
  test.each<[string, [string, Kind][], string | undefined]>([
    ['nothing', [], undefined],
    ['one change', [['hlf', 'records']], 'hlf records'],
    [
      'the same many times',
      [
        ['hlf', 'records'],
        ['nbf', 'log'],
        ['hlf', 'runs'],
        ['hlf', 'records'],
      ],
      'hlf records runs\nnbf log',
    ],
    ['what no organisation is called', [['a b\nc', 'log']], undefined],
  ])('%s is told once', (_what, added, text) => {
    const pending = createPending()
    for (const [id, kind] of added) pending.add(id, kind)
    expect(pending.take()).toBe(text)
    expect(pending.take()).toBe(undefined)
  })

  test.each([
    ['hlf log', 'nbf runs\nhlf log'],
    [everything, everything],
  ])('what could not be told is told with what came since: %s', (text, told) => {
    const pending = createPending()
    pending.add('nbf', 'runs')
    pending.putBack(text)
    expect(pending.take()).toBe(told)
    expect(pending.take()).toBe(undefined)
  })
})
