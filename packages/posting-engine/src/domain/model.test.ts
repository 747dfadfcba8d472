import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fates, World, type Flight } from '#testing/posting-world.ts'
import { answeredAttempt, isUnseen } from './posting.ts'

const records = ['a', 'b', 'c', 'd']
const record = fc.constantFrom(...records)
const pick = fc.nat({ max: 2 })
const fate = fc.constantFrom(...fates)
/** A sender that never settles has crashed; one that settles after its flight expired was only slow. */
const action = fc.oneof(
  fc.record({
    kind: fc.constant('request' as const),
    record,
    attempt: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ kind: fc.constant('withdraw' as const), record }),
  fc.record({ kind: fc.constant('claim' as const), size: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    kind: fc.constant('send' as const),
    pick,
    fates: fc.array(fate, { minLength: 1, maxLength: 4 }),
    delay: fc.integer({ min: 0, max: 25 }),
    hides: fc.integer({ min: 0, max: 25 }),
  }),
  fc.record({ kind: fc.constantFrom('conclude' as const, 'look' as const), pick }),
  fc.record({ kind: fc.constant('expire' as const) }),
  fc.record({ kind: fc.constant('look while it moves' as const), pick }),
  fc.record({ kind: fc.constantFrom('stop' as const, 'back up' as const) }),
  fc.record({
    kind: fc.constant('lose' as const),
    all: fc.boolean(),
    first: fc.constantFrom('request' as const, 'withdraw' as const),
    answersFirst: fc.boolean(),
    topicsToo: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 40 }) }),
)
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

const isOpenDoubt = ({ inDoubt, closed }: Flight) => inDoubt && !closed
const fits: Partial<Record<Action['kind'], (flight: Flight) => boolean>> = {
  send: ({ sent }) => !sent,
  conclude: ({ outcomes }) => outcomes !== undefined,
  look: isOpenDoubt,
  'look while it moves': isOpenDoubt,
}

function act(world: World, given: Action) {
  const fitting = [...world.flights.values()].filter(fits[given.kind] ?? (() => false))
  const flight = 'pick' in given ? fitting[given.pick % fitting.length] : undefined
  if (given.kind === 'request') world.request(given.record, given.attempt)
  if (given.kind === 'withdraw') world.withdraw(given.record)
  if (given.kind === 'claim') world.claim(given.size)
  if (given.kind === 'expire') world.expire()
  if (given.kind === 'stop') world.stop()
  if (given.kind === 'back up') world.backUp()
  if (given.kind === 'lose') world.lose(given)
  if (given.kind === 'look while it moves' && flight) world.lookTwice(flight)
  if (given.kind === 'pass') world.now += given.ms
  if (given.kind === 'send' && flight) world.send(flight, given.fates, given.delay, given.hides)
  if (given.kind === 'conclude' && flight) world.conclude(flight)
  if (given.kind === 'look' && flight) world.look(flight)
}

/** The engine goes on by itself, with a vendor that has calmed down. */
function drain(world: World) {
  for (let round = 0; round < 200; round++) {
    world.now += 10
    world.expire()
    world.claim(2)
    for (const flight of world.flights.values()) {
      world.send(flight, ['books'], 0, 0)
      world.conclude(flight)
      world.look(flight)
    }
  }
}

test('DOD-2, RETRY-5: whatever crashes, is late, comes twice or is forgotten, a posting has one voucher at most, and none is lost', () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 20, maxLength: 100, size: 'max' }), (actions) => {
      const world = new World()
      for (const given of actions) act(world, given)
      drain(world)
      expect(world.untrue).toEqual([])
      const answered = world.said.map(
        ({ reference, attempt, state }) => `${reference} ${attempt} ${state.kind}`,
      )
      for (const [reference, known] of world.known) {
        const { state } = known
        const attempt = answeredAttempt(known)
        const vouchers = world.entries.filter(
          (one) => one.reference === reference && one.bookedAt < Infinity,
        ).length
        expect(['posted', 'refused', 'returned']).toContain(state.kind)
        const isForgotten = world.forgotten.has(reference) && state.kind !== 'posted'
        const expected = state.kind === 'posted' || isUnseen(known) ? 1 : 0
        expect({ reference, vouchers }).toEqual({
          reference,
          vouchers: isForgotten ? Math.min(vouchers, 1) : expected,
        })
        expect(answered).toContain(`${reference} ${attempt} ${state.kind}`)
      }
    }),
    { numRuns: 2_000 },
  )
})
