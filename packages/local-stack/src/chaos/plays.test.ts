import { expect, test } from 'vitest'
import { plays, readPlays } from './plays.ts'
import { playedOrganizations } from './scene.ts'

test('all plays are played unless some are named, or none', () => {
  expect([...readPlays(undefined)]).toEqual(Object.keys(plays))
  expect([...readPlays('moves, aborts')]).toEqual(['moves', 'aborts'])
  expect([...readPlays('none')]).toEqual([])
})

test('a play that is not there is told with those that are', () => {
  expect(() => readPlays('moves,magic')).toThrow('There is no play "magic".')
  expect(() => readPlays('toString')).toThrow('There is no play "toString".')
})

test('organisations are entered only for the plays that need them', () => {
  expect(playedOrganizations(readPlays(undefined))).toEqual(['nomade-1', 'nabo-1'])
  expect(playedOrganizations(readPlays('codecs'))).toEqual([])
})
