import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser'

const notProduction = ['\\.(?:test|contract)\\.ts$', '/src/testing\\.ts$', '/src/testing/']
const src = '^(?:services|packages)/[^/]+/src'
/** Without I/O and without libraries: every layer may speak their language. */
const pure = ['^packages/kernel/', '^packages/booking/']
/** Schemas, of which the layers inside take the types alone. */
const contract = '^packages/adapter-api/'

/** Who may import whom (docs/architecture.md). Each rule has a planted violation in architecture.test.ts. */
export const rules: NonNullable<IFlattenedRuleSet['forbidden']> = [
  {
    name: 'domain-is-pure',
    severity: 'error',
    from: { path: `${src}/domain/`, pathNot: notProduction },
    to: { pathNot: [`${src}/domain/`, ...pure, contract] },
  },
  {
    name: 'schemas-stay-outside',
    severity: 'error',
    from: { path: `${src}/(?:domain|application)/`, pathNot: notProduction },
    to: { path: contract, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'booking-is-pure',
    severity: 'error',
    from: { path: '^packages/booking/src/', pathNot: notProduction },
    to: { pathNot: pure },
  },
  {
    name: 'application-knows-no-adapter',
    severity: 'error',
    from: { path: `${src}/application/`, pathNot: notProduction },
    to: { pathNot: [`${src}/application/`, `${src}/domain/`, ...pure, contract] },
  },
  {
    name: 'adapters-do-not-meet',
    severity: 'error',
    from: { path: '^((?:services|packages)/[^/]+/src/adapters)/([^/]+)/', pathNot: notProduction },
    to: { path: '^$1/', pathNot: '^$1/$2/' },
  },
  {
    name: 'only-main-picks-adapters',
    severity: 'error',
    from: {
      path: '^((?:services|packages)/[^/]+/src)/',
      pathNot: [
        '^services/[^/]+/src/main\\.ts$',
        '^services/[^/]+/src/commands/',
        '^packages/posting-engine/src/run-adapter-service\\.ts$',
        '/src/adapters/',
        ...notProduction,
      ],
    },
    to: { path: '^$1/adapters/' },
  },
  {
    name: 'main-leaves-the-machine-to-the-runtime',
    severity: 'error',
    from: {
      path: [
        '^services/[^/]+/src/main\\.ts$',
        '^packages/posting-engine/src/run-adapter-service\\.ts$',
      ],
    },
    to: {
      path: [
        '^packages/messaging/src/(?:connection|consumer|consumers|first-reading|outbox)\\.ts$',
        '^packages/service-kit/src/(?:auth|health|http|metrics|process)\\.ts$',
      ],
    },
  },
  {
    name: 'services-do-not-meet',
    severity: 'error',
    from: { path: '^services/([^/]+)/' },
    to: { path: '^services/', pathNot: '^services/$1/' },
  },
  {
    name: 'packages-know-no-service',
    severity: 'error',
    from: { path: '^packages/' },
    to: { path: '^services/' },
  },
  {
    name: 'packages-through-exports',
    severity: 'error',
    from: { path: '^((?:services|packages)/[^/]+)/' },
    to: { path: '^(?:services|packages)/', pathNot: '^$1/', dependencyTypes: ['local'] },
  },
  {
    name: 'tests-stay-out-of-production',
    severity: 'error',
    from: { path: src, pathNot: notProduction },
    to: { path: notProduction },
  },
  {
    name: 'only-messaging-knows-kafkajs',
    severity: 'error',
    from: {
      path: src,
      // The loop that the bench compares with is written by hand on purpose.
      pathNot: ['^packages/messaging/', '^packages/local-stack/src/bench/strong-loop\\.ts$'],
    },
    to: { path: 'node_modules/kafkajs/' },
  },
  {
    name: 'features-do-not-meet',
    severity: 'error',
    from: { path: '^services/admin-ui/web/src/features/([^/]+)/' },
    to: {
      path: '^services/admin-ui/web/src/(?:features|app)/',
      pathNot: '^services/admin-ui/web/src/features/$1/',
    },
  },
  {
    name: 'shared-parts-know-no-feature',
    severity: 'error',
    from: { path: '^services/admin-ui/web/src/shared/' },
    to: { path: '^services/admin-ui/web/src/(?:features|app)/' },
  },
  {
    name: 'pages-know-no-server',
    severity: 'error',
    from: { path: '^services/admin-ui/web/src/' },
    to: { path: '^(?:packages/|services/admin-ui/src/)' },
  },
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  { name: 'not-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
]

/** The imports below a folder that cross a boundary, as `rule: from -> to`, and how many modules were read. */
export async function crossings(baseDir: string): Promise<{ found: string[]; modules: number }> {
  const { output } = await cruise(['services', 'packages'], {
    baseDir,
    validate: true,
    ruleSet: { forbidden: rules },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^services/admin-ui/dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs'],
    },
  })
  const { summary } = output as ICruiseResult
  return {
    found: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
    modules: summary.totalCruised,
  }
}

const namesOf = (list: string): string[] => list.match(/[^{},\n]*[\w$]/g) ?? []

/** The statements of a source that export a name which another file declares. */
export function reExports(source: string): string[] {
  const imports = source.matchAll(/^import (?:type )?([^'"]+) from /gm)
  const imported = new Set(
    [...imports].flatMap(([, list]) => namesOf(list!).map((name) => name.split(' ').at(-1)!)),
  )
  const isImported = (name: string) =>
    imported.has(
      name
        .trim()
        .replace(/^type /, '')
        .split(' ')[0]!,
    )
  const lists = source.matchAll(/^export (?:type )?\{([^}]*)\}$/gm)
  return [
    ...source.matchAll(/^export (?:type )?(?:\*|\{[^}]*\} from ).*$/gm),
    ...[...lists].filter(([, list]) => namesOf(list!).some(isImported)),
  ].map(([statement]) => statement)
}
