import type { PostingOutcome } from '@bilagsbro/booking/posting-outcome'
import { afterLook, type Doubt, type Seen, type Sighting } from '#domain/doubt.ts'
import { conclude, leaseMs, mayBegin, unanswered, type VoucherOutcome } from '#domain/flight.ts'
import {
  answeredAttempt,
  forgotten,
  isForgotten,
  isUnseen,
  learn,
  recall,
  request,
  requestInPast,
  withdraw,
  withdrawInPast,
  type Finding,
  type Known,
} from '#domain/posting.ts'

/** How long the vendor may take to carry out, to show and to move what it was sent, and to take back what it shows. */
export const limits = { callTimeoutMs: 10, settleHorizonMs: 40, moveMs: 7, rollbackHorizonMs: 15 }

export interface Flight {
  readonly id: string
  readonly references: readonly string[]
  /** Those that are not looked for before they are sent. */
  readonly fresh: ReadonlySet<string>
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
  /** The attempt whose content it is. */
  readonly content: number
  readonly bookedAt: number
  readonly visibleAt: number
  /** It was seen before it was committed, and never is. */
  readonly takenBackAt?: number
  /** On its way from one place of the ledger to another it shows in neither, once. */
  hiddenUntil?: number
}

/** What the adapter's database holds. */
interface Memory {
  readonly known: ReadonlyMap<string, Known>
  readonly tries: ReadonlyMap<string, number>
  readonly fresh: ReadonlySet<string>
  readonly flights: ReadonlyMap<string, Flight>
}

/** What is on the topic of requests, and on the topic of answers. */
interface Asked {
  readonly kind: 'request' | 'withdraw'
  readonly reference: string
  readonly attempt: number
}
interface Said {
  readonly reference: string
  readonly attempt: number
  readonly state: Known['state']
}

/** The rules of the engine around a vendor that keeps its time limits and no other promise. */
export class World {
  now = 0
  flights = new Map<string, Flight>()
  known = new Map<string, Known>()
  tries = new Map<string, number>()
  fresh = new Set<string>()
  /** When each record was approved: before anybody asked for its voucher. */
  readonly #approvedAt = new Map<string, number>()
  /** The attempt whose content each posting has. */
  readonly #contents = new Map<string, number>()
  #hasLost = false
  entries: Entry[] = []
  said: Said[] = []
  /** Sentences about what must never be said. */
  readonly untrue: string[] = []
  #asked: Asked[] = []
  #backup = nothingKnown()
  /** Nothing is sent or looked for before a lost predecessor's calls are over. From then on, all that is sent is known. */
  #readyAt = 0
  #flightIds = 0

  request(reference: string, attempt: number) {
    const before = this.known.get(reference)
    // Only a person may ask for it again.
    if (before && isUnseen(before)) return
    this.#asked.push({ kind: 'request', reference, attempt })
    const approvedAt = this.#approvedAt.get(reference) ?? this.now
    this.#approvedAt.set(reference, approvedAt)
    if (!before && attempt === 1 && approvedAt >= this.#readyAt) this.fresh.add(reference)
    this.#accept(reference, attempt)
  }

  #accept(reference: string, attempt: number, decide = request) {
    const before = this.known.get(reference)
    const queued: Known = { attempt, state: { kind: 'queued' }, withdrawn: false }
    const fresh = { next: queued, answers: false, takesContent: true }
    const { next, answers, takesContent } = before ? decide(before, attempt) : fresh
    if (takesContent) this.#contents.set(reference, attempt)
    if (before && takesContent) this.fresh.delete(reference)
    this.#put(reference, next, answers)
  }

  withdraw(reference: string) {
    const before = this.known.get(reference)
    const attempt = before?.attempt ?? 1
    this.#asked.push({ kind: 'withdraw', reference, attempt })
    const { next, answers } = withdraw(before, attempt)
    this.#put(reference, next, answers)
  }

  /** The lane stops, and gives back its queue. */
  stop() {
    for (const [reference, known] of this.known)
      if (known.state.kind === 'queued')
        this.#put(
          reference,
          { ...known, state: { kind: 'returned', reason: 'lane_stopped' } },
          true,
        )
  }

  backUp() {
    this.#backup = copyOf(this)
  }

  /** The database is lost, with every process, or set back to its backup. The topics are read anew. */
  lose(how: {
    readonly all: boolean
    readonly first: Asked['kind']
    readonly answersFirst: boolean
    /** With all of it, the topics have lost what they held. */
    readonly topicsToo: boolean
  }) {
    this.#hasLost = true
    if (how.all) this.#backup = nothingKnown()
    Object.assign(this, copyOf(this.#backup))
    if (how.all && how.topicsToo) this.#forgetAsked()
    for (const flight of this.flights.values()) {
      flight.sent = true
      delete flight.outcomes
    }
    const before = [...this.said]
    const readAnswers = () => before.forEach((one) => this.#recall(one))
    if (how.answersFirst) readAnswers()
    for (let at = 0; at < this.#asked.length; at += 3)
      this.#readPast(this.#asked.slice(at, at + 3), how.first)
    if (!how.answersFirst) readAnswers()
    this.#endPast()
  }

  /** Of what was sent before the topics were lost, nothing is known but what the ledger shows when it is sent again. */
  readonly forgotten = new Set<string>()

  /** A voucher that never shows would be doubled by whoever does not know of it: nobody can help that. */
  #forgetAsked() {
    const hidden = new Set(
      this.entries.filter((one) => one.visibleAt === Infinity).map(({ reference }) => reference),
    )
    const stays = ({ reference }: { reference: string }) => hidden.has(reference)
    for (const one of this.#asked) if (!stays(one)) this.forgotten.add(one.reference)
    this.#asked = this.#asked.filter(stays)
    this.said = this.said.filter(stays)
  }

  /** One batch, as it is read: one kind before the other, and of each posting the highest attempt only. */
  #readPast(batch: readonly Asked[], first: Asked['kind']) {
    const ofKind = (wanted: Asked['kind']) => [
      ...new Map(
        batch
          .filter(({ kind }) => kind === wanted)
          .toSorted((a, b) => a.attempt - b.attempt)
          .map((one) => [one.reference, one]),
      ).values(),
    ]
    const readRequests = () =>
      ofKind('request').forEach(({ reference, attempt }) =>
        this.#accept(reference, attempt, requestInPast),
      )
    if (first === 'request') readRequests()
    for (const { reference, attempt } of ofKind('withdraw')) {
      const { next, answers } = withdrawInPast(this.known.get(reference), attempt)
      this.#put(reference, next, answers)
    }
    if (first === 'withdraw') readRequests()
  }

  #recall({ reference, attempt, state }: Said) {
    if (state.kind === 'queued' || state.kind === 'sending') return
    const unasked: Known = {
      attempt: 0,
      state: { kind: 'returned', reason: 'lane_stopped' },
      withdrawn: false,
    }
    this.known.set(
      reference,
      recall(this.known.get(reference) ?? unasked, attempt, state as PostingOutcome),
    )
  }

  /** Whatever is queued may have been sent: a flight in doubt looks for it, from the birth of the database on. */
  #endPast() {
    this.#readyAt = this.now + limits.callTimeoutMs + limits.settleHorizonMs
    const id = `f${++this.#flightIds}`
    const references: string[] = []
    for (const [reference, known] of this.known) {
      if (known.state.kind !== 'queued' && !isForgotten(known.state)) continue
      references.push(reference)
      const doubt = known.state.kind === 'in_doubt' ? known.state : forgotten
      this.fresh.delete(reference)
      this.#put(reference, { ...known, state: { ...doubt, flightId: id } }, true)
    }
    const flight = {
      id,
      references,
      fresh: new Set<string>(),
      leaseUntil: this.now,
      sent: true,
      inDoubt: true,
      closed: false,
    }
    if (references.length > 0) this.flights.set(id, { ...flight, looks: 0, sightings: new Map() })
  }

  #isReady = () => this.now >= this.#readyAt

  claim(size: number) {
    if (!this.#isReady()) return
    const references = [...this.known]
      .filter(([, { state }]) => state.kind === 'queued')
      .slice(0, size)
      .map(([reference]) => reference)
    if (references.length === 0) return
    const id = `f${++this.#flightIds}`
    const fresh = new Set(references.filter((reference) => this.fresh.delete(reference)))
    for (const reference of references) {
      const state = { kind: 'sending', flightId: id } as const
      this.known.set(reference, { ...this.known.get(reference)!, state })
    }
    const leaseUntil = this.now + leaseMs(limits)
    this.flights.set(id, {
      id,
      references,
      fresh,
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
      const there = !flight.fresh.has(reference) && this.#visible(reference)
      const content = this.#contents.get(reference) ?? 0
      const fate = fates[at % fates.length]!
      const books = !there && (fate === 'books' || fate === 'books, answer lost')
      if (books) {
        const late = fate === 'books' ? 0 : delay
        const bookedAt = this.now + late
        this.entries.push({
          reference,
          content,
          bookedAt,
          visibleAt: bookedAt + (late ? hides : 0),
        })
      }
      if (!there && fate === 'shows and takes back')
        this.entries.push({
          reference,
          content,
          bookedAt: Infinity,
          visibleAt: this.now,
          takenBackAt: this.now + Math.min(delay, 14),
        })
      if (!there && fate === 'accepts and hides')
        this.entries.push({ reference, content, bookedAt: this.now, visibleAt: Infinity })
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
    if (!this.#isReady()) return
    for (const flight of this.flights.values()) {
      if (flight.inDoubt || flight.closed || flight.leaseUntil >= this.now) continue
      flight.inDoubt = true
      this.#learn(flight, new Map(flight.references.map((one) => [one, unanswered])))
    }
  }

  look(flight: Flight) {
    if (!flight.inDoubt || flight.closed || !this.#isReady()) return
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
      if (finding.kind !== 'queued') continue
      this.tries.set(reference, finding.tries)
      if (!flight.inDoubt && flight.fresh.has(reference)) this.fresh.add(reference)
    }
  }

  #put(reference: string, next: Known, answers: boolean) {
    this.known.set(reference, next)
    if (!answers) return
    const { state } = next
    const attempt = answeredAttempt(next)
    this.said.push({ reference, attempt, state })
    if (
      state.kind === 'returned' &&
      this.#isLast(reference, attempt) &&
      !this.forgotten.has(reference) &&
      this.#mayBeThere(reference)
    )
      this.untrue.push(`${reference} was sent, and came back`)
    if (state.kind === 'posted' && !this.#hasLost) this.#expectContent(reference, attempt)
  }

  /** Whoever asked believes that the ledger holds what the attempt asked for. */
  #expectContent(reference: string, attempt: number) {
    const booked = this.entries.filter((one) => one.reference === reference)
    if (booked.some(({ content }) => content !== attempt))
      this.untrue.push(`${reference} was sent as ${booked[0]!.content}, and told as ${attempt}`)
  }

  #doubtful({ id, references }: Flight) {
    return references.filter((reference) => {
      const { state } = this.known.get(reference)!
      return state.kind === 'in_doubt' && state.flightId === id
    })
  }

  /** An answer to an earlier attempt than the last one says nothing of what was sent since. */
  #isLast(reference: string, attempt: number) {
    return this.#asked.every((one) => one.reference !== reference || one.attempt <= attempt)
  }

  #mayBeThere(reference: string) {
    return this.entries.some((one) => one.reference === reference && one.bookedAt < Infinity)
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

export const fates = [
  'books',
  'books, answer lost',
  'lost',
  'refuses',
  'not taken',
  'shows and takes back',
  'accepts and hides',
] as const
export type Fate = (typeof fates)[number]
const no = { class: 'data', code: 'x', message: 'No.' } as const
const accepted: VoucherOutcome = { kind: 'in_doubt', failure: no, accepted: true }
const postedAs = (reference: string): Extract<VoucherOutcome, { kind: 'posted' }> => ({
  kind: 'posted',
  voucher: { number: reference, date: '2026-11-21' },
})

const nothingKnown = (): Memory => ({
  known: new Map(),
  tries: new Map(),
  fresh: new Set(),
  flights: new Map(),
})

const copyOf = ({ known, tries, fresh, flights }: Memory) => ({
  known: new Map(known),
  tries: new Map(tries),
  fresh: new Set(fresh),
  flights: new Map([...flights].map(([id, flight]) => [id, { ...flight }])),
})
