import { findJava, findMaven } from './java.ts'
import { haveKafkaJars } from './kafka-jars.ts'
import { StackError } from './stack-error.ts'

export type Choice =
  | { readonly kind: 'given'; readonly address: string }
  | { readonly kind: 'embedded'; readonly java: string }
  | { readonly kind: 'docker' }

export interface InfrastructureChoice {
  readonly postgres: Choice
  readonly kafka: Choice
}

export interface Machine {
  /** Java 17 or newer and the means to get Kafka's jars; or what is missing. */
  readonly embedded: () => Promise<{ readonly java: string } | { readonly missing: string }>
  readonly docker: () => Promise<boolean>
}

const remedy =
  'install Java 17 or newer and Maven (Debian: apt install openjdk-17-jre-headless maven; macOS: brew install openjdk@17 maven), or start a Docker engine, or set DATABASE_URL and KAFKA_BROKERS to servers of your own.'

/** Which servers to use, by what is given, chosen and there. */
export async function chooseInfrastructure(
  env: NodeJS.ProcessEnv,
  machine: Machine = thisMachine,
): Promise<InfrastructureChoice> {
  const given = { postgres: env['DATABASE_URL'], kafka: env['KAFKA_BROKERS'] }
  let own: Promise<Choice> | undefined
  const choose = (address: string | undefined): Choice | Promise<Choice> =>
    address ? { kind: 'given', address } : (own ??= ownServers(env['INFRASTRUCTURE'], machine))
  return { postgres: await choose(given.postgres), kafka: await choose(given.kafka) }
}

async function ownServers(wanted: string | undefined, machine: Machine): Promise<Choice> {
  if (wanted && wanted !== 'embedded' && wanted !== 'docker')
    throw new StackError(
      `INFRASTRUCTURE is "${wanted}", which is not a choice.`,
      'set it to embedded or docker, or leave it out.',
    )
  const embedded = wanted === 'docker' ? undefined : await machine.embedded()
  if (embedded && 'java' in embedded) return { kind: 'embedded', java: embedded.java }
  if (wanted !== 'embedded' && (await machine.docker())) return { kind: 'docker' }
  throw new StackError(whatIsMissing(wanted, embedded?.missing), remedy)
}

function whatIsMissing(wanted: string | undefined, embedded: string | undefined): string {
  if (wanted === 'docker') return 'INFRASTRUCTURE=docker, but no Docker engine answers.'
  if (wanted === 'embedded') return `INFRASTRUCTURE=embedded, but there is ${embedded}.`
  return `Kafka and PostgreSQL cannot be started here: ${embedded}, and no Docker engine answers.`
}

const thisMachine: Machine = {
  async embedded() {
    const java = await findJava()
    const maven = haveKafkaJars() ? undefined : await findMaven()
    const missing = [java, maven].flatMap((found) =>
      found && 'missing' in found ? found.missing : [],
    )
    if ('missing' in java || missing.length > 0) return { missing: missing.join(', and ') }
    return { java: java.command }
  },
  // Imported only when asked for: it takes half a second.
  docker: async () => (await import('./containers.ts')).dockerAnswers(),
}
