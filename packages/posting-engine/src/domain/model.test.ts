import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterLook, type Doubt, type Seen, type Sighting } from './doubt.ts'
import { conclude, leaseMs, mayBegin, unanswered, type VoucherOutcome } from './flight.ts'
import { isUnseen, learn, request, withdraw, type Known, type Finding } from './posting.ts'

/** How long the vendor may take to carry out, to show and to move what it was sent, and to take back what it shows. */
const limits = { callTimeoutMs: 10, settleHorizonMs: 40, moveMs: 7, rollbackHorizonMs: 15 }
const records = ['a', 'b', 'c', 'd']

interface Flight {
  readonly id: string
  readonly references: readonly string[]
  readonly leaseUntil: number
  outcomes?: Map<string, VoucherOutcome>
  sent: boolean
  inDoubt: boolean
  /** Nothing of it is open; its sender may still come back with what it saw. */
  closed: boolean
  revokedAt?: number
  looks: number
  sightings: ReadonlyMap<string, Sighting>
}
interface Entry {
  readonly reference: string
  readonly bookedAt: number
  readonly visibleAt: number
  /** It was seen before it was committed, and never is. */
  readonly takenBackAt?: number
  /** On its way from one place of the ledger to another it shows in neither, once. */
  hiddenUntil?: number
}

/** The rules of the engine around a vendor that keeps its time limits and no other promise. */
class World {
  now = 0
  flights = new Map<string, Flight>()
  known = new Map<string, Known>()
  tries = new Map<string, number>()
  entries: Entry[] = []
  answered = new Set<string>()
  #flightIds = 0

  request(reference: string, attempt: number) {
    const before = this.known.get(reference)
    // Only a person may ask for it again.
    if (before && isUnseen(before)) return
    const queued: Known = { attempt, state: { kind: 'queued' }, withdrawn: false }
    const { next, answers } = before ? request(before, attempt) : { next: queued, answers: false }
    this.#put(reference, next, answers)
  }

  withdraw(reference: string) {
    const before = this.known.get(reference)
    const { next, answers } = withdraw(before, before?.attempt ?? 1)
    this.#put(reference, next, answers)
  }

  claim(size: number) {
    const references = [...this.known]
      .filter(([, { state }]) => state.kind === 'queued')
      .slice(0, size)
      .map(([reference]) => reference)
    if (references.length === 0) return
    const id = `f${++this.#flightIds}`
    for (const reference of references) {
      const state = { kind: 'sending', flightId: id } as const
      this.known.set(reference, { ...this.known.get(reference)!, state })
    }
    const leaseUntil = this.now + leaseMs(limits)
    this.flights.set(id, {
      id,
      references,
      leaseUntil,
      sent: false,
      inDoubt: false,
      closed: false,
      looks: 0,
      sightings: new Map(),
    })
  }

  /** `fates`: what the vendor does with each voucher; `delay`: of its carrying out; `hides`: of showing it. */
  send(flight: Flight, fates: readonly Fate[], delay: number, hides: number) {
    if (flight.sent || !mayBegin(flight.leaseUntil - this.now, limits)) return
    flight.sent = true
    const outcomes = new Map<string, VoucherOutcome>()
    for (const [at, reference] of flight.references.entries()) {
      const there = this.#visible(reference)
      const fate = fates[at % fates.length]!
      const books = !there && (fate === 'books' || fate === 'books, answer lost')
      if (books) {
        const late = fate === 'books' ? 0 : delay
        const bookedAt = this.now + late
        this.entries.push({ reference, bookedAt, visibleAt: bookedAt + (late ? hides : 0) })
      }
      if (!there && fate === 'shows and takes back')
        this.entries.push({
          reference,
          bookedAt: Infinity,
          visibleAt: this.now,
          takenBackAt: this.now + Math.min(delay, 14),
        })
      if (!there && fate === 'accepts and hides')
        this.entries.push({ reference, bookedAt: this.now, visibleAt: Infinity })
      if (there || fate === 'books') outcomes.set(reference, postedAs(reference))
      else if (fate === 'accepts and hides') outcomes.set(reference, accepted)
      else if (fate === 'refuses') outcomes.set(reference, { kind: 'refused', failure: no })
      else if (fate === 'not taken') outcomes.set(reference, { kind: 'unsent' })
    }
    flight.outcomes = outcomes
    // A yes that dies with its hearer leaves nothing behind: there only a second mark in the ledger helps.
    if ([...outcomes.values()].includes(accepted)) this.conclude(flight)
  }

  /** Two looks, the second of them at once, while all that there is moves. */
  lookTwice(flight: Flight) {
    for (const entry of this.entries) entry.hiddenUntil ??= this.now + 6
    this.look(flight)
    this.now += 3
    this.look(flight)
  }

  conclude(flight: Flight) {
    if (!flight.outcomes) return
    const flown = flight.references.map((reference) => ({
      reference,
      tries: this.tries.get(reference) ?? 0,
    }))
    const { findings } = conclude(flown, flight.outcomes, undefined, new Date(this.now), 0)
    this.#learn(flight, findings)
    delete flight.outcomes
    flight.inDoubt = true
    flight.closed = this.#doubtful(flight).length === 0
  }

  expire() {
    for (const flight of this.flights.values()) {
      if (flight.inDoubt || flight.closed || flight.leaseUntil >= this.now) continue
      flight.inDoubt = true
      this.#learn(flight, new Map(flight.references.map((one) => [one, unanswered])))
    }
  }

  look(flight: Flight) {
    if (!flight.inDoubt || flight.closed) return
    const doubt: Doubt = {
      leaseUntil: new Date(flight.leaseUntil),
      revokedAt: flight.revokedAt === undefined ? undefined : new Date(flight.revokedAt),
      looks: flight.looks++,
      sightings: flight.sightings,
    }
    const doubtful = this.#doubtful(flight).map((reference) => {
      const { state } = this.known.get(reference)!
      return { reference, accepted: state.kind === 'in_doubt' && state.accepted === true }
    })
    const found = new Map<string, Seen>(
      doubtful
        .filter(({ reference }) => this.#visible(reference))
        .map(({ reference }) => [reference, postedAs(reference)]),
    )
    const lookedAt = new Date(this.now)
    const { findings, sightings, revoke } = afterLook(doubt, doubtful, found, lookedAt, limits)
    flight.sightings = sightings
    if (revoke) flight.revokedAt = this.now
    this.#learn(flight, findings)
    flight.closed = this.#doubtful(flight).length === 0
  }

  #learn(flight: Flight, findings: ReadonlyMap<string, Finding>) {
    for (const [reference, finding] of findings) {
      const learnt = learn(this.known.get(reference)!, flight.id, finding)
      if (learnt.kind === 'twice') throw new Error(`${reference} was posted twice`)
      if (learnt.kind !== 'changed') continue
      this.#put(reference, learnt.next, learnt.answers)
      if (finding.kind === 'queued') this.tries.set(reference, finding.tries)
    }
  }

  #put(reference: string, next: Known, answers: boolean) {
    this.known.set(reference, next)
    if (answers) this.answered.add(`${reference} ${next.attempt} ${next.state.kind}`)
  }

  #doubtful({ id, references }: Flight) {
    return references.filter((reference) => {
      const { state } = this.known.get(reference)!
      return state.kind === 'in_doubt' && state.flightId === id
    })
  }

  #visible(reference: string) {
    return this.entries.some(
      (one) =>
        one.reference === reference &&
        one.visibleAt <= this.now &&
        this.now < (one.takenBackAt ?? Infinity) &&
        this.now >= (one.hiddenUntil ?? 0),
    )
  }
}

const fates = [
  'books',
  'books, answer lost',
  'lost',
  'refuses',
  'not taken',
  'shows and takes back',
  'accepts and hides',
] as const
type Fate = (typeof fates)[number]
const no = { class: 'data', code: 'x', message: 'No.' } as const
const accepted: VoucherOutcome = { kind: 'in_doubt', failure: no, accepted: true }
const postedAs = (reference: string): Extract<VoucherOutcome, { kind: 'posted' }> => ({
  kind: 'posted',
  voucher: { number: reference, date: '2026-11-21' },
})

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

test('DOD-2, RETRY-5: whatever crashes, is late or comes twice, a posting has one voucher at most, and none is lost', () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 20, maxLength: 100, size: 'max' }), (actions) => {
      const world = new World()
      for (const given of actions) act(world, given)
      drain(world)
      for (const [reference, known] of world.known) {
        const { attempt, state } = known
        const vouchers = world.entries.filter(
          (one) => one.reference === reference && one.bookedAt < Infinity,
        ).length
        expect(['posted', 'refused', 'returned']).toContain(state.kind)
        expect({ reference, vouchers }).toEqual({
          reference,
          vouchers: state.kind === 'posted' || isUnseen(known) ? 1 : 0,
        })
        expect(world.answered).toContain(`${reference} ${attempt} ${state.kind}`)
      }
    }),
    { numRuns: 2_000 },
  )
}, 30_000)
