import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { Job } from './evaluation-job.ts'
import { createEvaluation } from './evaluation.ts'
import { createQueue, type Share } from './evaluation-queue.ts'
import { denials } from './evaluation-wall.ts'

const endless = '($f := function($x) { $f($x + 1) }; $f(0))'
const job = (expression: string): Job => ({
  expressions: { value: expression },
  inputs: ['{"one": 1}'],
  most: 1_000,
})
const of = (organizationId: string, purpose: Share['purpose'] = 'posting'): Share => ({
  organizationId,
  purpose,
})
const patient = () => AbortSignal.timeout(60_000)
const right = [{ value: { json: '1' } }]

test('three organisations whose templates never end hold an innocent one up for less than one deadline', async () => {
  const evaluateFor = createEvaluation({ deadlineMs: 60_000, memoryMb: 24, quickMs: 2_000 })
  const told: string[] = []
  const innocent = async () => {
    expect(await evaluateFor(of('innocent'), patient())(job('one'))).toEqual({
      ok: true,
      value: right,
    })
    expect(told).toEqual([])
  }
  await innocent()
  const over = new AbortController()
  const loop = async (name: string) => {
    await evaluateFor(of(name), over.signal)(job(endless))
    told.push(name)
  }
  const loops = ['a', 'b', 'c'].map(loop)
  await innocent()
  // From then on they wait for each other alone.
  const again = ['a', 'b', 'c'].map(loop)
  await innocent()
  over.abort()
  await Promise.all([...loops, ...again])
})

test('who becomes quick again is served with the quick', async () => {
  const evaluateFor = createEvaluation({ deadlineMs: 3_000, memoryMb: 24 })
  const ours = evaluateFor(of('forening'), patient())
  expect(await ours(job(endless))).toMatchObject({ error: { code: 'template.too_slow' } })
  expect(await ours(job('one'))).toEqual({ ok: true, value: right })
  expect(await ours(job('one'))).toEqual({ ok: true, value: right })
})

test('who waits in vain is told when the time is over', async () => {
  const evaluateFor = createEvaluation({ deadlineMs: 2_000, memoryMb: 24 })
  const endlessly = evaluateFor(of('forening'), AbortSignal.timeout(300))(job(endless))
  expect(await endlessly).toMatchObject({ error: { class: 'transient', code: 'template.busy' } })
})

test.each([
  ['code out of text', '$lookup($string, "constructor")("return 1")()'],
  ['the process', 'process.pid'],
  ['the network', 'fetch("http://127.0.0.1")'],
])('an expression does not get at %s', async (_, expression) => {
  const evaluateFor = createEvaluation({ deadlineMs: 1_000, memoryMb: 24 })
  const answer = await evaluateFor(of('forening'), patient())(job(expression))
  const value = answer.ok && answer.value[0]!['value']!
  expect(value && (value.fault ?? value.json)).not.toBe('1')
  expect(value && value.json).toBeUndefined()
})

const inThread = (code: string) =>
  `new (process.getBuiltinModule("worker_threads").Worker)(new URL('data:text/javascript,${encodeURIComponent(code)}'))`

test.each([
  ['files', 'process.getBuiltinModule("fs").readFileSync("/etc/hostname")', 'ERR_ACCESS_DENIED'],
  ['programs', 'process.getBuiltinModule("child_process").execSync("id")', 'ERR_ACCESS_DENIED'],
  ['code out of text', 'new Function("return 1")()', 'EvalError'],
  ['code out of text in its thread', inThread('new Function("return 1")()'), 'EvalError'],
])('what evaluates is denied %s', (_, code, fault) => {
  const args = [...denials, '--input-type=commonjs', '-e', code]
  const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env: {} })
  expect(stderr).toContain(fault)
})

const waiting = (
  organizationId: string,
  characters = 1,
  purpose: Share['purpose'] = 'posting',
) => ({
  share: of(organizationId, purpose),
  characters,
})

test('whoever used least comes next, and a test only when no posting waits', () => {
  let now = 0
  const queue = createQueue<ReturnType<typeof waiting>>(() => now)
  queue.used(of('greedy'), 2_000)
  for (const one of [
    waiting('tester', 1, 'test'),
    waiting('greedy'),
    waiting('greedy'),
    waiting('modest'),
  ])
    expect(queue.add(one)).toBe(true)
  const order = () => queue.next()?.share.organizationId
  expect([order(), order()]).toEqual(['modest', 'greedy'])
  now += 200_000
  expect(queue.add(waiting('modest'))).toBe(true)
  queue.used(of('modest'), 400)
  expect([order(), order(), order(), order()]).toEqual(['greedy', 'modest', 'tester', undefined])
})

test('what waits is bounded by number and by characters, for each and for all', () => {
  const mega = 1024 * 1024
  const queue = createQueue<ReturnType<typeof waiting>>()
  for (let at = 0; at < 40; at++) expect(queue.add(waiting('many'))).toBe(true)
  expect(queue.add(waiting('many'))).toBe(false)
  expect(queue.add(waiting('large', 8 * mega))).toBe(true)
  expect(queue.add(waiting('large'))).toBe(false)
  for (const name of ['a', 'b']) expect(queue.add(waiting(name, 8 * mega))).toBe(true)
  expect(queue.add(waiting('c', 8 * mega))).toBe(false)
  while (queue.next());
  expect(queue.add(waiting('c', 8 * mega))).toBe(true)
})
