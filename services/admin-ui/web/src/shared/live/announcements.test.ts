import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAnnouncements } from './announcements.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('A11Y-2: at most one message in 10 s, the newest of a kind, own deeds first', () => {
  const heard: string[] = []
  const { say } = createAnnouncements((text) => text && heard.push(text))
  say('health', 'red')
  vi.advanceTimersByTime(200)
  for (let at = 0; at < 100; at++) say('health', `amber ${at}`)
  say('own', 'half')
  say('own', 'done')
  vi.advanceTimersByTime(9_700)
  expect(heard).toEqual(['red'])
  vi.advanceTimersByTime(400)
  expect(heard).toEqual(['red', 'done'])
  vi.advanceTimersByTime(10_200)
  expect(heard).toEqual(['red', 'done', 'amber 99'])
  vi.advanceTimersByTime(60_000)
  expect(heard).toHaveLength(3)
})

test('A11Y-4: of a run its start, its half and its end are heard; of a quick one, start and end', () => {
  const heard: string[] = []
  const { say } = createAnnouncements((text) => text && heard.push(text))
  const run = (stepMs: number) => {
    for (const step of ['start', 'half', 'end']) {
      say('own', step)
      vi.advanceTimersByTime(stepMs)
    }
    vi.advanceTimersByTime(20_000)
    return heard.splice(0)
  }
  expect(run(11_000)).toEqual(['start', 'half', 'end'])
  expect(run(1_000)).toEqual(['start', 'end'])
})
