import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { followErrors, putAside } from './log-follower.ts'

function logFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bilagsbro-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'config.log')
}

test('errors of a log are reported with their cause, other lines are not', () => {
  const file = logFile()
  const said: string[] = []
  const follower = followErrors('config', file, (line) => said.push(line))
  appendFileSync(file, '{"level":"info","msg":"started"}\nno JSON at all\n')
  appendFileSync(file, '{"level":"error","msg":"could not save","err":{"message":"disk full"}}\n')
  follower[Symbol.dispose]()
  expect(said).toEqual(['config: could not save: disk full'])
})

test('the log of the run before is put aside', () => {
  const file = logFile()
  writeFileSync(file, 'old')
  putAside(file)
  expect(existsSync(file)).toBe(false)
  expect(readFileSync(file.replace('.log', '.previous.log'), 'utf8')).toBe('old')
})
