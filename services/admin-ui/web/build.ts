import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'vite'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const stamp = join(dist, 'built-from')
const lock = join(root, 'dist.lock')

// Tests build what is shipped, too: under their NODE_ENV it would be React's development build.
process.env['NODE_ENV'] = 'production'

/** Everything that the pages are made of. */
function sources(): string {
  const hash = createHash('sha256')
  const files = globSync('web/**/*', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  for (const file of [...files.toSorted(), join(root, 'package.json'), lockFile()])
    hash.update(file.slice(root.length)).update(readFileSync(file))
  return hash.digest('hex')
}
const lockFile = () => join(root, '../../pnpm-lock.yaml')

const read = (file: string) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Puts the pages in `dist`, whole or not at all; does nothing where they are made of the same already. */
async function buildPages(): Promise<void> {
  const wanted = sources()
  if (read(stamp) === wanted) return
  const release = await takeTurn()
  try {
    if (read(stamp) === wanted) return
    const draft = `${dist}.${process.pid}`
    await build({
      configFile: join(import.meta.dirname, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: draft },
    })
    for (const file of globSync('assets/*.{js,css,svg}', { cwd: draft }))
      compress(join(draft, file))
    writeFileSync(join(draft, 'built-from'), wanted)
    rmSync(dist, { recursive: true, force: true })
    renameSync(draft, dist)
  } finally {
    release()
  }
}

function compress(file: string): void {
  const text = readFileSync(file)
  writeFileSync(`${file}.br`, brotliCompressSync(text))
  writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
}

/** One build at a time, when two commands are started at once. */
async function takeTurn(): Promise<() => void> {
  for (;;) {
    try {
      mkdirSync(lock)
      writeFileSync(join(lock, 'pid'), String(process.pid))
      return () => rmSync(lock, { recursive: true, force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (isAbandoned()) rmSync(lock, { recursive: true, force: true })
    await pause(200)
  }
}

function isAbandoned(): boolean {
  const pid = Number(read(join(lock, 'pid')))
  if (!pid) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

await buildPages()
