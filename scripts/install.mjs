import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Installs the workspace when node_modules is missing or was made from another lock file. */
export async function ensureInstalled(root) {
  if (isInstalled(root)) return {}
  const release = await takeTurn(join(root, '.bilagsbro'))
  try {
    if (isInstalled(root)) return {}
    return await install(root)
  } finally {
    release()
  }
}

/** pnpm keeps a copy of the lock file that it installed from. */
function isInstalled(root) {
  try {
    const wanted = readFileSync(join(root, 'pnpm-lock.yaml'))
    const present = readFileSync(join(root, 'node_modules/.pnpm/lock.yaml'))
    return wanted.equals(present) && existsSync(join(root, 'node_modules/.bin/node'))
  } catch {
    return false
  }
}

async function install(root) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  process.stderr.write(`Installing packages with ${packageManager} (once, about a minute)\n`)
  const started = performance.now()
  const args = [
    '--yes',
    packageManager,
    'install',
    '--frozen-lockfile',
    '--config.confirmModulesPurge=false',
  ]
  const exit = await run('npx', args, root)
  if (exit.code === 0 && isInstalled(root)) {
    process.stderr.write(
      `Packages are there after ${((performance.now() - started) / 1000).toFixed(0)} s\n`,
    )
    return {}
  }
  if (exit.error)
    return {
      problem: `npx could not be started: ${exit.error.message}`,
      remedy: 'install npm, which comes with Node.',
    }
  return {
    problem: `The packages could not be installed (${packageManager} ended with ${exit.code ?? exit.signal}; its reason is above).`,
    remedy:
      'see that npm reaches its registry (`npm ping`; proxy: `npm config set proxy ...`) and that the disk has room, delete node_modules, and try again.',
  }
}

function run(command, args, cwd) {
  return new Promise((resolve) => {
    // What it says is progress: standard output is for the command's own result.
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    })
    child.on('error', (error) => resolve({ error }))
    child.on('exit', (code, signal) => resolve({ code, signal }))
  })
}

/** One install at a time, when two commands are started on a fresh clone. */
async function takeTurn(folder) {
  const lock = join(folder, 'install.lock')
  mkdirSync(folder, { recursive: true })
  for (let told = false; ; told = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return () => rmSync(lock, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (isAbandoned(lock)) rmSync(lock, { force: true })
    else {
      if (!told)
        process.stderr.write('Waiting for another command that is installing the packages\n')
      await pause(500)
    }
  }
}

function isAbandoned(lock) {
  try {
    const age = Date.now() - statSync(lock).mtimeMs
    const pid = Number(readFileSync(lock, 'utf8'))
    // Just made, and not yet written to.
    if (!pid) return age > 5000
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
