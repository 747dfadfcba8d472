import { expect, test } from 'vitest'
import { portNames, portsFrom } from './port-plan.ts'

test('ports follow one another from the base', () => {
  const ports = portsFrom(17_100)
  expect(Object.values(ports)).toEqual(portNames.map((_, index) => 17_100 + index))
  expect(ports['identity-provider']).toBe(17_100)
})

test.each([80, 65_530, 7100.5, Number.NaN])('a base of %s is refused, with a remedy', (base) => {
  expect(() => portsFrom(base)).toThrow(/--port-base .*\n {2}Remedy: give a number from 1024 to/)
})
