import { expect, test } from 'vitest'
import { actsOf } from './acts.ts'
import { readPlays } from './plays.ts'
import type { Scene } from './scene.ts'

const scene = (plays?: string): Scene =>
  ({ stack: {}, session: {}, plays: readPlays(plays), seed: 1, report: () => {} }) as never

const told = (plays?: string) => actsOf(scene(plays)).map(({ play, at }) => `${at} ${play}`)

test('the move lies between what is copied and what is put back, and nothing is kept for last', () => {
  expect(told()).toEqual([
    '0.15 restores',
    '0.2 retries',
    '0.3 moves',
    '0.4 away',
    '0.5 tenants',
    '0.65 restores',
    '0.85 restores',
  ])
})

test('only the acts of the plays that are played', () => {
  expect(told('moves')).toEqual(['0.3 moves'])
  expect(told('codecs,numbers')).toEqual([])
})
