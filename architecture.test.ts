import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { crossings, reExports, rules } from './boundaries.ts'

const planted: string[] = []
afterEach(() => {
  for (const folder of planted.splice(0)) rmSync(folder, { recursive: true })
})

test('no import crosses a boundary', async () => {
  const { found, modules } = await crossings(import.meta.dirname)
  expect(found).toEqual([])
  expect(modules).toBeGreaterThan(100)
})

const violations: [rule: string, from: string, imports: string][] = [
  ['domain-is-pure', 'services/a/src/domain/x.ts', '../application/y.ts'],
  ['domain-is-pure', 'services/a/src/domain/x.ts', 'node:fs'],
  ['domain-is-pure', 'packages/a/src/domain/x.ts', '@bilagsbro/events/y'],
  [
    'schemas-stay-outside',
    'services/a/src/domain/x.ts',
    '../../../../packages/adapter-api/src/y.ts',
  ],
  ['booking-is-pure', 'packages/booking/src/x.ts', 'typebox'],
  ['booking-is-pure', 'packages/booking/src/x.ts', '@bilagsbro/events/y'],
  ['application-knows-no-adapter', 'services/a/src/application/x.ts', '../adapters/http/y.ts'],
  ['application-knows-no-adapter', 'services/a/src/application/x.ts', '@bilagsbro/messaging/y'],
  ['adapters-do-not-meet', 'services/a/src/adapters/http/x.ts', '../postgres/y.ts'],
  ['only-main-picks-adapters', 'services/a/src/app.ts', './adapters/http/y.ts'],
  [
    'main-leaves-the-machine-to-the-runtime',
    'services/a/src/main.ts',
    '../../../packages/messaging/src/outbox.ts',
  ],
  ['services-do-not-meet', 'services/a/src/main.ts', '../../b/src/y.ts'],
  ['packages-know-no-service', 'packages/a/src/x.ts', '../../../services/b/src/y.ts'],
  ['packages-through-exports', 'services/a/src/main.ts', '../../../packages/b/src/y.ts'],
  ['tests-stay-out-of-production', 'services/a/src/x.ts', './y.contract.ts'],
  ['tests-stay-out-of-production', 'services/a/src/x.ts', './testing.ts'],
  ['only-messaging-knows-kafkajs', 'services/a/src/main.ts', 'kafkajs'],
  ['features-do-not-meet', 'services/admin-ui/web/src/features/a/x.tsx', '../b/y.ts'],
  ['features-do-not-meet', 'services/admin-ui/web/src/features/a/x.tsx', '../../app/y.ts'],
  ['shared-parts-know-no-feature', 'services/admin-ui/web/src/shared/x.ts', '../features/b/y.ts'],
  ['pages-know-no-server', 'services/admin-ui/web/src/app/x.ts', '../../../src/y.ts'],
  ['no-cycles', 'packages/a/src/x.ts', './y.ts'],
  ['not-unresolvable', 'packages/a/src/x.ts', './missing.ts'],
]

test.each(violations)('%s is seen when %s imports %s', async (rule, from, imports) => {
  const folder = plant({ [from]: `export * from '${imports}'`, ...target(rule, from, imports) })
  const { found } = await crossings(folder)
  expect(found.map((crossing) => crossing.split(':')[0])).toContain(rule)
})

test('every rule has a planted violation', () => {
  expect(new Set(violations.map(([rule]) => rule))).toEqual(new Set(rules.map(({ name }) => name)))
})

test('each name is imported from the file that declares it', () => {
  const sources = globSync('{*.ts,scripts/*.mjs,{deploy,packages,services}/**/*.ts}', {
    cwd: import.meta.dirname,
    exclude: ['**/node_modules'],
  })
  const found = sources.flatMap((file) =>
    reExports(readFileSync(join(import.meta.dirname, file), 'utf8')).map((by) => `${file}: ${by}`),
  )
  expect(found).toEqual([])
  expect(sources.length).toBeGreaterThan(100)
})

test.each([
  `export * from './y.ts'`,
  `export * as y from './y.ts'`,
  `export { y } from './y.ts'`,
  `export type {\n  X,\n  Y,\n} from './y.ts'`,
  `import { y } from './y.ts'\n\nexport { y }`,
  `import { x as y } from './y.ts'\n\nexport { y as z }`,
  `import { x, type Y } from './y.ts'\n\nexport type { Y }`,
  `import y from './y.ts'\n\nexport { y }`,
  `import * as y from './y.ts'\n\nexport { y }`,
])('a re-export is seen: %s', (source) => {
  expect(reExports(source)).toHaveLength(1)
})

test.each([
  'export {}',
  `import { x } from './y.ts'\n\nconst y = x()\nexport { y }`,
  `import { y as x } from './y.ts'\n\nconst y = x()\nexport { y }`,
])('an export of its own is none: %s', (source) => {
  expect(reExports(source)).toEqual([])
})

/** What the planted import finds, so that nothing but the boundary is wrong with it. */
function target(rule: string, from: string, imports: string): Record<string, string> {
  if (rule === 'not-unresolvable' || imports.startsWith('node:')) return {}
  if (!imports.startsWith('.')) return { [`node_modules/${imports}/index.js`]: 'export {}' }
  const back = rule === 'no-cycles' ? `export * from './x.ts'` : 'export {}'
  return { [join(dirname(from), imports)]: back }
}

function plant(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'boundaries-'))
  planted.push(folder)
  for (const [file, text] of Object.entries({
    'services/z/src/z.ts': '',
    'packages/z/src/z.ts': '',
    ...files,
  })) {
    mkdirSync(join(folder, dirname(file)), { recursive: true })
    writeFileSync(join(folder, file), text)
    if (file.startsWith('node_modules/')) {
      const name = file.split('/').slice(1, -1).join('/')
      writeFileSync(
        join(folder, dirname(file), 'package.json'),
        JSON.stringify({ name, main: 'index.js' }),
      )
    }
  }
  symlinkSync(join(import.meta.dirname, 'node_modules/typescript'), join(folder, 'typescript'))
  return folder
}
