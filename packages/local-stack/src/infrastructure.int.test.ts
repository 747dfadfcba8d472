import { expect, inject, test } from 'vitest'
import { brokerAnswers } from './kafka-probe.ts'

test('the broker that the integration tests are given answers', async () => {
  const [host, port] = inject('kafkaBrokers').split(',')[0]!.split(':') as [string, string]
  expect(await brokerAnswers(host, Number(port))).toBe(true)
})
