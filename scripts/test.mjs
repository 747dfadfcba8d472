// The checks, then every test; the last line counts them all: `N passed, N failed`.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'

const root = dirname(import.meta.dirname)
const bin = join(root, 'node_modules/.bin')
const started = performance.now()
const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`
// A service that a test starts, and starts again, compiles its sources once.
process.env.NODE_COMPILE_CACHE ??= join(root, '.bilagsbro/compile-cache')
const total = { passed: 0, failed: 0, skipped: 0 }

const running = new Set()
const stop = (signal) => running.forEach((child) => child.kill(signal))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    stop(signal)
    total.stopped = signal
  })
// Killed from above: stop as if asked to, so that the tests put their servers away.
process.on('disconnect', () => stop('SIGTERM'))

const args = process.argv.slice(2)
if (args.length > 0) {
  say(`Only the tests that match ${args.join(' ')}; the checks are left out`)
  await test(args)
} else {
  // The boundaries are a test, too, and are counted with the tests.
  await check(checkNames().filter((name) => name !== 'check:boundaries'))
  await test([])
}
finish()

/** All at the same time: the compiler keeps one core busy, the linter the other. */
async function check(names) {
  await Promise.all(
    names.map(async (name) => {
      const begun = performance.now()
      const { code, output } = await capture(scripts()[name])
      const took = `${((performance.now() - begun) / 1000).toFixed(1)} s`
      total[code === 0 ? 'passed' : 'failed'] += 1
      say(`${code === 0 ? 'passed' : 'FAILED'}  ${name} (${took})`)
      if (code !== 0) process.stdout.write(`${output}\n`)
    }),
  )
}

/** Whole stacks and pages come last, three files at a time: the last to fail for another's reason. */
async function test(filters) {
  const before = counted()
  if (await servers()) {
    await vitest(['architecture', 'unit', 'integration'], filters)
    await vitest(['stack', 'browser'], filters)
  }
  if (counted() === before && !total.stopped) {
    say('No test matched')
    total.failed += 1
  }
}

/** Says what is missing once, in words, before a hundred tests fail for want of it. */
async function servers() {
  const code = await show(process.execPath, ['packages/local-stack/src/commands/prepare.ts'])
  if (code !== 0) {
    say('FAILED  the tests need Kafka and PostgreSQL, and were not run')
    total.failed += 1
  }
  return code === 0
}

async function vitest(projects, filters) {
  if (total.stopped) return
  say(`Tests: ${projects.join(', ')}`)
  const folder = mkdtempSync(join(tmpdir(), 'bilagsbro-count-'))
  const file = join(folder, 'count.json')
  const code = await show(
    join(bin, 'vitest'),
    [
      'run',
      ...projects.flatMap((name) => ['--project', name]),
      '--reporter=default',
      `--reporter=${resolve(import.meta.dirname, 'count-reporter.mjs')}`,
      '--passWithNoTests',
      ...filters,
    ],
    { BILAGSBRO_COUNT_FILE: file },
  )
  const count = readCount(file)
  for (const key of ['passed', 'failed', 'skipped']) total[key] += count[key]
  // Vitest failed, but no test did: a set-up, a tear-down, or Vitest itself.
  if (code !== 0 && count.failed === 0) total.failed += 1
  rmSync(folder, { recursive: true, force: true })
}

function readCount(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }
  }
}

function finish() {
  if (total.stopped) {
    say(`Stopped by ${total.stopped}`)
    total.failed += 1
  }
  if (total.skipped > 0) say(`${total.skipped} skipped`)
  say(`Done after ${seconds()}`)
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
  process.exitCode = total.failed === 0 ? 0 : 1
  if (process.connected) process.disconnect()
}

/** The checks are what package.json calls `check:*`, in its order. */
function checkNames() {
  return Object.keys(scripts()).filter((name) => name.startsWith('check:'))
}

function scripts() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts
}

function counted() {
  return total.passed + total.failed
}

function environment(more = {}) {
  // The same whether a person or a CI server asks: Vitest forbids `test.only` and unwritten snapshots for both.
  return { ...process.env, CI: 'true', PATH: `${bin}${delimiter}${process.env.PATH}`, ...more }
}

function show(command, commandArgs, more) {
  const child = spawn(command, commandArgs, { cwd: root, env: environment(more), stdio: 'inherit' })
  return ended(child)
}

async function capture(script) {
  const child = spawn(script, {
    cwd: root,
    env: environment(),
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  const code = await ended(child)
  return { code, output }
}

function ended(child) {
  running.add(child)
  return new Promise((settle) => {
    child.on('error', (error) => {
      running.delete(child)
      process.stderr.write(`${error.message}\n`)
      settle(1)
    })
    child.on('close', (code) => {
      running.delete(child)
      settle(code ?? 1)
    })
  })
}

function say(line) {
  process.stdout.write(`${line}\n`)
}
