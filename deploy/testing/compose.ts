import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { secretSettings } from '../../packages/local-stack/src/deployment.ts'
import type { StackSecrets } from '../../packages/local-stack/src/stack-secrets.ts'

interface Container {
  readonly image: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly profiles?: readonly string[]
  readonly restart?: string
}

const root = join(import.meta.dirname, '../..')
export const read = (file: string) => readFileSync(join(root, file), 'utf8')
export const composeText = read('docker-compose.yml')

/** With every variable as Compose fills it in where nothing is set. */
export const yaml = (text: string): unknown =>
  parse(text, (_, value: unknown) => (typeof value === 'string' ? filledIn(value) : value), {
    merge: true,
  })
const filledIn = (value: string) => value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')

const compose = yaml(composeText) as { readonly services: Readonly<Record<string, Container>> }

/** What docker-compose.yml starts. */
export const containers = Object.entries(compose.services)
/** Those that run from our own image. */
export const ours = containers.filter(([, { image }]) => image.startsWith('bilagsbro:'))

export function containerOf(name: string): Container {
  const container = compose.services[name]
  if (!container) throw new Error(`docker-compose.yml knows no ${name}.`)
  return container
}

export const adminUrl = containerOf('prepare').environment!['DATABASE_URL']!

/** What the process in a container is told: by the image, by the compose file, and by the file that `prepare` writes. */
export function told(name: string, secrets: StackSecrets): Readonly<Record<string, string>> {
  const { command = [], environment = {} } = containerOf(name)
  const file = command.find((argument) => argument.startsWith('--env-file='))
  return {
    HOST: imageEnv['HOST']!,
    ...(file && secretSettings(basename(file, '.env'), adminUrl, secrets)),
    ...environment,
  }
}

export const dockerfile = read('deploy/Dockerfile')

/** What the image itself tells every container. */
export const imageEnv = Object.fromEntries(
  [...dockerfile.matchAll(/^ENV (.*)$/gm)].flatMap(([, line]) =>
    line!.split(' ').map((pair) => pair.split('=') as [string, string]),
  ),
)

/** What every container starts with: `node`, and its options. */
export const entrypoint = JSON.parse(/ENTRYPOINT (\[.*\])/.exec(dockerfile)![1]!) as string[]

export const { packageManager } = JSON.parse(read('package.json')) as { packageManager: string }

/** Takes the steps of the Dockerfile on this machine, into a folder that is not there yet. */
export async function createImage(folder: string): Promise<void> {
  const steps = join(root, 'deploy/image-steps.sh')
  const env = { ...process.env, PNPM: `npx --yes ${packageManager}` }
  await promisify(execFile)('sh', [steps, root, folder], { env })
}
