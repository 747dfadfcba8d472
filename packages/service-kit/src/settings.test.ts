import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { commonSettings, readSettings, serviceClientSettings, SettingsError } from './settings.ts'

const enough = {
  DATABASE_URL: 'postgres://u:p@db:5432/orchestrator',
  KAFKA_BROKERS: 'a:9092,b:9092',
  OIDC_ISSUER: 'https://id.example/',
}
const schema = Type.Object({ ...commonSettings, ...serviceClientSettings })
const read = (env: Record<string, string>) => readSettings(Type.Object(commonSettings), env)
const faultsOf = (env: Record<string, string>) => {
  try {
    readSettings(schema, env)
    return []
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError)
    return (error as Error).message.split('\n')
  }
}

describe('settings', () => {
  test('are read with their types and their defaults', () => {
    expect(read({ ...enough, PORT: '8080', PATH: '/bin' })).toEqual({
      ...enough,
      KAFKA_TOPIC_PREFIX: '',
      HOST: '127.0.0.1',
      PORT: 8080,
      LOG_LEVEL: 'info',
      OIDC_AUDIENCE: 'bilagsbro',
      STOP_DEADLINE_MS: 15_000,
    })
  })

  test('that are empty count as not set', () => {
    expect(read({ ...enough, PORT: '', LOG_LEVEL: '' })).toMatchObject({
      PORT: 0,
      LOG_LEVEL: 'info',
    })
  })

  test('say every fault at once: the variable, its value and the remedy', () => {
    expect(faultsOf({ ...enough, KAFKA_BROKERS: 'kafka', PORT: 'abc', LOG_LEVEL: 'loud' })).toEqual(
      [
        'KAFKA_BROKERS: "kafka" does not have the right form. List the brokers as host:port, separated by commas.',
        'PORT: "abc" must be an integer. Give a port number, or 0 for any free one.',
        'LOG_LEVEL: "loud" must be one of trace, debug, info, warn, error, fatal and silent. Say how much to log.',
        'SERVICE_CLIENT_ID: is missing. Give the client id that the identity provider knows this service by.',
        'SERVICE_CLIENT_SECRET: is missing. Give the secret of that client.',
      ],
    )
  })

  test('are all named, however many are wrong', () => {
    const names = Array.from({ length: 30 }, (_, at) => `SETTING_${at}`)
    const many = Type.Object(Object.fromEntries(names.map((name) => [name, Type.String()])))
    expect(() => readSettings(many, {})).toThrow(
      names.map((name) => `${name}: is missing.`).join('\n'),
    )
  })

  test('may be left out where the schema says so', () => {
    const optional = Type.Object({ REGION: Type.Optional(Type.String({ minLength: 2 })) })
    expect(readSettings(optional, {})).toEqual({})
    expect(() => readSettings(optional, { REGION: 'x' })).toThrow('REGION: "x" must')
  })

  test.each(['DATABASE_URL', 'API_KEY', 'ADMIN_PASSWORD', 'CLIENT_SECRET', 'ACCESS_TOKEN'])(
    '%s is never shown',
    (name) => {
      const secret = Type.Object({ [name]: Type.Integer({ description: 'Give a number.' }) })
      expect(() => readSettings(secret, { [name]: 'hunter2' })).toThrow(
        `${name}: (value not shown) must be an integer. Give a number.`,
      )
    },
  )

  test.each(['1.5', '0x10', ' 7', '1e3', '99999', '-1'])('%j is no port', (text) => {
    expect(faultsOf({ ...enough, PORT: text }).join()).toContain('PORT: ')
  })

  test('turn truth values and numbers, and nothing else', () => {
    const mixed = Type.Object({ ON: Type.Boolean(), RATE: Type.Number(), TEXT: Type.String() })
    expect(readSettings(mixed, { ON: 'true', RATE: '0.5', TEXT: '12' })).toEqual({
      ON: true,
      RATE: 0.5,
      TEXT: '12',
    })
    expect(() => readSettings(mixed, { ON: 'yes', RATE: '0.5', TEXT: '12' })).toThrow(
      'ON: "yes" must be true or false.',
    )
  })
})
