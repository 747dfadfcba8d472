import { expect, test } from 'vitest'
import { chooseInfrastructure, type Machine } from './infrastructure-choice.ts'
import { majorVersion } from './java.ts'

const machine = (parts: { java?: boolean; docker?: boolean }): Machine => ({
  embedded: async () => (parts.java ? { java: 'java' } : { missing: 'no Java on the path' }),
  docker: async () => parts.docker ?? false,
})
const java = { kind: 'embedded', java: 'java' }
const docker = { kind: 'docker' }

test('given servers are used, and nothing is looked for', async () => {
  const env = { DATABASE_URL: 'postgres://db', KAFKA_BROKERS: 'kafka:9092' }
  expect(await chooseInfrastructure(env, machine({}))).toEqual({
    postgres: { kind: 'given', address: 'postgres://db' },
    kafka: { kind: 'given', address: 'kafka:9092' },
  })
})

test('one given server leaves the other to be started', async () => {
  const chosen = await chooseInfrastructure({ KAFKA_BROKERS: 'k:1' }, machine({ java: true }))
  expect(chosen).toEqual({ postgres: java, kafka: { kind: 'given', address: 'k:1' } })
})

test.each([
  [{}, { java: true, docker: true }, java],
  [{}, { docker: true }, docker],
  [{ INFRASTRUCTURE: 'docker' }, { java: true, docker: true }, docker],
  [{ INFRASTRUCTURE: 'embedded' }, { java: true }, java],
])('%o on a machine with %o takes %o', async (env, parts, expected) => {
  expect(await chooseInfrastructure(env, machine(parts))).toEqual({
    postgres: expected,
    kafka: expected,
  })
})

test.each([
  [{}, {}, 'no Java on the path, and no Docker engine answers'],
  [{ INFRASTRUCTURE: 'docker' }, { java: true }, 'no Docker engine answers'],
  [{ INFRASTRUCTURE: 'embedded' }, { docker: true }, 'there is no Java on the path'],
  [{ INFRASTRUCTURE: 'podman' }, { java: true }, 'which is not a choice'],
])('%o on a machine with %o says: %s', async (env, parts, message) => {
  await expect(chooseInfrastructure(env, machine(parts))).rejects.toThrow(message)
  await expect(chooseInfrastructure(env, machine(parts))).rejects.toThrow('Remedy: ')
})

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_292"', 8],
  ['openjdk version "21-ea" 2023-09-19', 21],
  ['zsh: command not found', undefined],
])('%s is Java %s', (text, major) => {
  expect(majorVersion(text)).toBe(major)
})
