import { Type, type Static, type TObject } from 'typebox'
import { Value } from 'typebox/value'
import type { Fault } from '@bilagsbro/kernel/result'
import { messageOf } from './texts.ts'
import { explain } from './validation.ts'

/** Says every fault of the settings at once, one line each, with the remedy. */
export class SettingsError extends Error {
  override name = 'SettingsError'

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    // For whoever started the service: where the code noticed is no help.
    this.stack = `${this.name}: the settings are not right.\n${this.message}`
  }
}

/**
 * Reads a service's settings from its environment. A variable that is empty counts as not set.
 * Throws {@link SettingsError}; values of variables whose names speak of secrets are never shown.
 */
export function readSettings<S extends TObject>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>,
): Static<S> {
  const given: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(schema.properties))
    if (env[name]) given[name] = convert(property, env[name])
  const settings = Value.Default(schema, given) as Record<string, unknown>
  const faults = Object.keys(schema.properties).flatMap((name) => faultOf(schema, name, settings))
  if (faults.length > 0)
    throw new SettingsError(faults.map((fault) => sentence(fault, env[fault.field])))
  return settings as Static<S>
}

interface Wrong extends Fault {
  readonly remedy: string
}

/** One variable at a time: a check of the whole stops counting at eight. */
function faultOf(schema: TObject, name: string, settings: Record<string, unknown>): Wrong[] {
  const property = schema.properties[name]!
  const isOptional = !schema.required?.includes(name)
  if (settings[name] === undefined && isOptional) return []
  const [fault] = explain(property, Value.Errors(property, settings[name]), settings[name])
  const { description = '' } = property as { description?: string }
  return fault ? [{ ...fault, field: name, remedy: description }] : []
}

/** For whatever answers over HTTP and has a database. */
export const serverSettings = {
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description:
      "Give the address of the service's own database: postgres://user:password@host:5432/name.",
  }),
  HOST: Type.String({ default: '127.0.0.1', description: 'The address to listen on.' }),
  PORT: Type.Integer({
    default: 0,
    minimum: 0,
    maximum: 65_535,
    description: 'Give a port number, or 0 for any free one.',
  }),
  LOG_LEVEL: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
    default: 'info',
    description: 'Say how much to log.',
  }),
  OIDC_ISSUER: Type.String({
    pattern: '^https?://',
    description: 'Give the address of the identity provider, as its tokens name it.',
  }),
  OIDC_AUDIENCE: Type.String({
    default: 'bilagsbro',
    description: 'Give the audience that access tokens must be made out to.',
  }),
  STOP_DEADLINE_MS: Type.Integer({
    default: 15_000,
    minimum: 0,
    maximum: 600_000,
    description: 'Give the milliseconds that an orderly stop may take.',
  }),
}

const { DATABASE_URL, ...ofServers } = serverSettings

/** For every service that talks by events. */
export const commonSettings = {
  DATABASE_URL,
  KAFKA_BROKERS: Type.String({
    pattern: '^[^\\s,:]+:\\d+(,[^\\s,:]+:\\d+)*$',
    description: 'List the brokers as host:port, separated by commas.',
  }),
  KAFKA_TOPIC_PREFIX: Type.String({
    default: '',
    pattern: '^[a-zA-Z0-9._-]*$',
    description: 'Leave it out, or give letters, digits, dots and dashes.',
  }),
  ...ofServers,
}

/** For services whose tables show each caller the rows of its own organisations alone. */
export const databaseOwnerSettings = {
  DATABASE_OWNER_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description:
      'Give the address of the same database with the user that owns its tables; DATABASE_URL names one that owns nothing.',
  }),
}

export const serviceClientSettings = {
  SERVICE_CLIENT_ID: Type.String({
    minLength: 1,
    description: 'Give the client id that the identity provider knows this service by.',
  }),
  SERVICE_CLIENT_SECRET: Type.String({
    minLength: 1,
    description: 'Give the secret of that client.',
  }),
}

const ServiceClient = Type.Object({
  ...serviceClientSettings,
  OIDC_ISSUER: commonSettings.OIDC_ISSUER,
  OIDC_AUDIENCE: commonSettings.OIDC_AUDIENCE,
})

/** How a service with {@link serviceClientSettings} asks for its own tokens. */
export const serviceClientOf = (env: Static<typeof ServiceClient>) => ({
  issuer: env.OIDC_ISSUER,
  clientId: env.SERVICE_CLIENT_ID,
  clientSecret: env.SERVICE_CLIENT_SECRET,
  audience: env.OIDC_AUDIENCE,
})

/** Exact: what is not plainly a number or a truth value stays text, and is refused as such. */
function convert(property: object, text: string): unknown {
  const { type } = property as { type?: string }
  if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text)
  if (type === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true'
  return text
}

function sentence({ field, code, params, remedy }: Wrong, value: string | undefined): string {
  const shown = !value
    ? ''
    : secret.test(field)
      ? ' (value not shown)'
      : ` ${JSON.stringify(value)}`
  const said = messageOf(
    {
      field,
      code: value ? code : 'field.missing',
      params: { ...params, field: `${field}:${shown}` },
    },
    'en',
  )
  return `${said} ${remedy}`.trim()
}

const secret = /SECRET|PASSWORD|KEY|TOKEN|DATABASE_URL/
