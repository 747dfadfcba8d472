import type { Failure } from '@bilagsbro/booking/failure'
import { describe, expect, test } from 'vitest'
import {
  answeredAttempt,
  forgotten,
  isUnseen,
  recall,
  reject,
  request,
  requestInPast,
  learn,
  withdraw,
  withdrawInPast,
  type Known,
  type PostingState,
  type Finding,
} from './posting.ts'

const failure: Failure = { class: 'data', code: 'account.blocked', message: 'No.' }
const voucher = { number: 'V1', date: '2026-11-21' }
const states = {
  queued: { kind: 'queued' },
  sending: { kind: 'sending', flightId: 'f1' },
  in_doubt: { kind: 'in_doubt', flightId: 'f1', failure },
  posted: { kind: 'posted', voucher },
  delivered: { kind: 'delivered', voucher },
  refused: { kind: 'refused', failure },
  returned: { kind: 'returned', reason: 'lane_stopped', failure },
} as const satisfies Record<PostingState['kind'], PostingState>
type Name = keyof typeof states
const known = (name: Name, attempt = 1): Known => ({
  attempt,
  state: states[name],
  withdrawn: false,
})

describe('an answer of a time that the database has lost', () => {
  const { posted, delivered, refused, returned } = states
  const doubt = { kind: 'in_doubt', failure } as const

  test.each([posted, delivered, refused, returned])(
    'that says $kind is what became of what would be sent again',
    (answered) => {
      expect(recall(known('queued', 2), 2, answered).state).toBe(answered)
      expect(recall(known('returned', 0), 2, answered)).toMatchObject({
        attempt: 2,
        state: answered,
      })
    },
  )

  test('to an earlier attempt says nothing of a later one, unless that it is posted', () => {
    for (const answered of [delivered, refused, returned, doubt])
      expect(recall(known('queued', 2), 1, answered)).toEqual(known('queued', 2))
    expect(recall(known('queued', 2), 1, posted)).toEqual({
      ...known('posted', 2),
      state: { ...posted, sentAs: 1 },
    })
  })

  test('that it is posted is the last word, in whatever order the answers are heard', () => {
    for (const answered of [delivered, refused, returned, doubt])
      expect(recall(known('posted', 1), 2, answered)).toEqual(known('posted', 1))
  })

  test('that was a doubt leaves the ledger to be asked; what was accepted stays accepted', () => {
    expect(recall(known('queued'), 1, doubt)).toEqual(known('queued'))
    for (const name of ['returned', 'refused'] as const)
      expect(recall(known(name, 0), 1, doubt)).toEqual({ ...known(name, 1), state: forgotten })
    for (const name of ['sending', 'in_doubt', 'delivered', 'posted'] as const)
      expect(recall(known(name), 1, doubt)).toEqual(known(name))
    const accept = (name: Name) => recall(known(name), 1, { ...doubt, accepted: true }).state
    for (const name of ['queued', 'refused', 'returned'] as const)
      expect(accept(name)).toEqual({ ...forgotten, accepted: true })
    expect(accept('in_doubt')).toEqual({ ...states.in_doubt, accepted: true })
    expect(accept('sending')).toEqual({ ...forgotten, flightId: 'f1', accepted: true })
    expect(accept('delivered')).toBe(states.delivered)
    const accepted: Known = { ...known('queued'), state: { ...forgotten, accepted: true } }
    expect(recall(accepted, 1, doubt)).toBe(accepted)
    const absent = { kind: 'queued', tries: 0 } as const
    const looked = { ...accepted, state: { ...forgotten, accepted: true, flightId: 'f1' } }
    const learnt = learn(looked, 'f1', absent)
    const next = learnt.kind === 'changed' ? learnt.next : accepted
    expect(isUnseen(next)).toBe(true)
    expect(recall(next, 1, doubt)).toBe(next)
  })
})

describe('a request', () => {
  test.each<[Name, boolean]>([
    ['queued', false],
    ['sending', false],
    ['in_doubt', true],
    ['posted', true],
    ['delivered', true],
    ['refused', true],
    ['returned', true],
  ])(
    'for the same attempt, of a posting that is %s, changes nothing and answers: %s',
    (name, answers) => {
      for (const attempt of [1, 2])
        expect(request(known(name, 2), attempt)).toEqual({
          next: known(name, 2),
          takesContent: false,
          answers,
        })
    },
  )

  test.each<Name>(['queued', 'refused', 'returned'])(
    'for a higher attempt, of a posting that is %s, is sent with what it holds',
    (name) => {
      expect(request({ ...known(name), withdrawn: true }, 2)).toEqual({
        next: { attempt: 2, state: states.queued, withdrawn: false },
        takesContent: true,
        answers: false,
      })
    },
  )
})

describe('RETRY-5: what an earlier attempt sent is never taken for what a later one asks for', () => {
  const late = (name: 'sending' | 'in_doubt') => request(known(name), 2)
  const absent = { kind: 'queued', tries: 0 } as const
  const nextOf = (learnt: ReturnType<typeof learn>) =>
    (learnt as Extract<typeof learnt, { kind: 'changed' }>).next
  const doubt: Finding = { kind: 'in_doubt', failure: { ...failure, code: 'other' } }

  test.each<Name>(['posted', 'delivered'])('of one that is %s, its own attempt is told', (name) => {
    for (const { next, ...decided } of [request(known(name), 2), withdraw(known(name), 2)]) {
      expect(decided).toEqual({ takesContent: false, answers: true })
      expect(next).toMatchObject({ attempt: 2, state: { ...states[name], sentAs: 1 } })
      expect(answeredAttempt(next)).toBe(1)
      expect(answeredAttempt(request(next, 3).next)).toBe(1)
    }
  })

  test('of one that is delivered, what the ledger says of it later is told: booked of its own attempt, gone of the last', () => {
    const { next } = request(known('delivered'), 2)
    const booked = nextOf(learn(next, '', states.posted))
    expect([booked.state.kind, answeredAttempt(booked)]).toEqual(['posted', 1])
    const gone = nextOf(reject(next, failure))
    expect([gone.state, answeredAttempt(gone)]).toEqual([states.refused, 2])
  })

  test('of one that is on its way, the later attempt is told nothing yet; of a doubt, the doubt', () => {
    expect(late('sending')).toMatchObject({ takesContent: false, answers: false })
    expect(late('in_doubt')).toMatchObject({
      next: { attempt: 2, state: { kind: 'in_doubt', flightId: 'f1', failure } },
      takesContent: false,
      answers: true,
    })
  })

  describe.each(['sending', 'in_doubt'] as const)('of one that is %s', (name) => {
    const { next } = late(name)
    const [again, asked] = [request(next, 3).next, withdraw(known(name), 3).next]

    test.each([
      ['a request', next, 2],
      ['another request', again, 3],
      ['a withdrawal', asked, 3],
    ])('found after %s, the attempt that sent it is told', (_, later, attempt) => {
      expect(later.attempt).toBe(attempt)
      const still = nextOf(learn(later, 'f1', doubt))
      const accepted = nextOf(learn(still, 'f1', { ...states.in_doubt, accepted: true }))
      for (const before of [later, still, accepted])
        for (const found of [states.posted, states.delivered]) {
          const there = nextOf(learn(before, 'f1', found))
          expect([there.state.kind, answeredAttempt(there)]).toEqual([found.kind, 1])
        }
    })

    test('absent, it comes back to the later attempt, and is asked for anew', () => {
      expect(learn(next, 'f1', absent)).toMatchObject({
        next: { attempt: 2, state: { kind: 'returned', reason: 'withdrawn' } },
        answers: true,
      })
    })

    test('in the past, a later attempt was sent by a predecessor, and is looked for', () => {
      expect(requestInPast(known(name), 2)).toEqual({
        next: { attempt: 2, state: forgotten, withdrawn: false },
        takesContent: true,
        answers: false,
      })
      expect(requestInPast(known(name), 1)).toEqual(request(known(name), 1))
    })
  })

  test('in the past, that the ledger said yes is kept', () => {
    const said: Known = { ...known('in_doubt'), state: { ...states.in_doubt, accepted: true } }
    expect(requestInPast(said, 2).next.state).toEqual({ ...forgotten, accepted: true })
    for (const name of ['queued', 'posted', 'delivered', 'refused', 'returned'] as const)
      expect(requestInPast(known(name), 2)).toEqual(request(known(name), 2))
  })
})

describe('DOD-2: a withdrawal of a time that the database has lost', () => {
  const doubted = (attempt: number) => ({
    next: { attempt, state: forgotten, withdrawn: true },
    takesContent: false,
    answers: false,
  })

  test('puts in doubt what a forgotten predecessor may have sent', () => {
    expect(withdrawInPast(undefined, 2)).toEqual(doubted(2))
    expect(withdrawInPast(known('queued'), 1)).toEqual(doubted(1))
    for (const name of ['queued', 'refused', 'returned'] as const)
      expect(withdrawInPast(known(name), 2)).toEqual(doubted(2))
  })

  test.each<Name>(['sending', 'in_doubt', 'posted', 'delivered', 'refused', 'returned'])(
    'is like any other for a posting that is %s by the same attempt',
    (name) => expect(withdrawInPast(known(name), 1)).toEqual(withdraw(known(name), 1)),
  )

  test('by an earlier attempt than the known one changes nothing', () => {
    expect(withdrawInPast(known('queued', 2), 1)).toMatchObject({
      next: known('queued', 2),
      answers: false,
    })
  })

  test('stays in doubt, untold, until a flight looks for it; a higher attempt brings new content', () => {
    const { next } = withdrawInPast(undefined, 2)
    expect(request(next, 2)).toEqual({ next, takesContent: false, answers: false })
    expect(request(next, 3)).toEqual({
      next: { attempt: 3, state: forgotten, withdrawn: false },
      takesContent: true,
      answers: false,
    })
    expect(withdraw(next, 2)).toMatchObject({ next, answers: false })
    expect(learn(next, 'f1', { kind: 'queued', tries: 0 })).toEqual({ kind: 'ignored' })
    expect(recall(next, 2, states.returned).state).toBe(states.returned)
  })
})

describe("a withdrawal with a person's word that the voucher is not there", () => {
  const at = '2026-11-21T10:00:00Z'

  test('is kept with a doubt, and changes nothing else', () => {
    for (const decide of [withdraw, withdrawInPast])
      expect(decide(known('in_doubt'), 1, at).next).toEqual({
        attempt: 1,
        state: { ...states.in_doubt, saidAbsentAt: at },
        withdrawn: true,
      })
    expect(withdraw(known('sending'), 1, at)).toEqual(withdraw(known('sending'), 1))
    expect(withdraw(known('in_doubt', 2), 1, at).next).toEqual(known('in_doubt', 2))
    expect(withdrawInPast(undefined, 1, at).next.state).toEqual({ ...forgotten, saidAbsentAt: at })
  })
})

describe('a withdrawal', () => {
  const returned = { kind: 'returned', reason: 'withdrawn' }

  test('of an unknown posting is answered and remembered', () => {
    const decided = withdraw(undefined, 3)
    expect(decided).toMatchObject({ next: { attempt: 3, state: returned }, answers: true })
    expect(request(decided.next, 3)).toMatchObject({ takesContent: false, answers: true })
    expect(request(decided.next, 4)).toMatchObject({ takesContent: true })
  })

  test('of a queued posting returns it', () => {
    expect(withdraw(known('queued'), 1)).toMatchObject({ next: { state: returned }, answers: true })
  })

  test.each<Name>(['sending', 'in_doubt'])(
    'TOGGLE-7: of a posting that is %s waits for its outcome, and keeps it from being sent again',
    (name) => {
      const decided = withdraw(known(name), 1)
      expect(decided).toEqual({
        next: { ...known(name), withdrawn: true },
        takesContent: false,
        answers: false,
      })
      expect(learn(decided.next, 'f1', { kind: 'queued', tries: 0 })).toMatchObject({
        next: { state: returned },
        answers: true,
      })
    },
  )

  test.each<Name>(['posted', 'delivered', 'refused', 'returned'])(
    'of a posting that is %s answers its state',
    (name) => {
      expect(withdraw(known(name), 1)).toMatchObject({
        next: { state: states[name] },
        answers: true,
      })
    },
  )

  test.each<Name>(['queued', 'sending', 'in_doubt', 'returned', 'refused'])(
    'of a later attempt than is known of a posting that is %s covers that attempt, too',
    (name) => {
      const decided = withdraw(known(name), 3)
      expect(decided.next.attempt).toBe(3)
      expect(request(decided.next, 3)).toMatchObject({ takesContent: false })
    },
  )

  test('of an earlier attempt leaves the later one alone', () => {
    expect(withdraw(known('queued', 2), 1)).toEqual({
      next: known('queued', 2),
      takesContent: false,
      answers: false,
    })
  })
})

describe('a finding', () => {
  const again: Finding = { kind: 'queued', tries: 1 }
  const doubt: Finding = { kind: 'in_doubt', failure }

  test.each<[Name, Finding, Name | 'ignored']>([
    ['sending', states.posted, 'posted'],
    ['sending', states.delivered, 'delivered'],
    ['sending', states.refused, 'refused'],
    ['sending', states.returned, 'returned'],
    ['sending', doubt, 'in_doubt'],
    ['sending', again, 'queued'],
    ['in_doubt', states.posted, 'posted'],
    ['in_doubt', states.refused, 'refused'],
    ['in_doubt', doubt, 'ignored'],
    ['in_doubt', again, 'queued'],
    ['queued', states.posted, 'posted'],
    ['queued', states.refused, 'ignored'],
    ['refused', states.posted, 'posted'],
    ['returned', states.posted, 'posted'],
    ['returned', again, 'ignored'],
    ['delivered', states.posted, 'posted'],
    ['delivered', states.delivered, 'ignored'],
    ['posted', states.posted, 'ignored'],
    ['posted', states.delivered, 'ignored'],
    ['posted', states.refused, 'ignored'],
    ['posted', again, 'ignored'],
  ])('of a posting that is %s, from its flight: %j makes it %s', (name, finding, becomes) => {
    const learnt = learn(known(name), 'f1', finding)
    expect(learnt).toMatchObject(
      becomes === 'ignored'
        ? { kind: 'ignored' }
        : { kind: 'changed', next: { state: { kind: becomes } }, answers: becomes !== 'queued' },
    )
  })

  test.each<[Finding, boolean]>([
    [states.posted, true],
    [states.delivered, true],
    [states.refused, false],
    [states.returned, false],
    [doubt, false],
    [again, false],
  ])(
    'RETRY-5: from a flight that has lost the posting, only what is in the ledger counts: %j',
    (finding, counts) => {
      for (const name of ['sending', 'in_doubt', 'queued'] as const)
        expect(learn(known(name), 'another', finding).kind).toBe(counts ? 'changed' : 'ignored')
    },
  )

  test('that shows a second voucher number is told to a person', () => {
    const other: Finding = { kind: 'posted', voucher: { ...voucher, number: 'V2' } }
    expect(learn(known('posted'), 'f1', other)).toEqual({
      kind: 'twice',
      numbers: ['V1', 'V2'],
      other: { ...known('posted'), state: other },
    })
  })
})

describe('what a ledger accepted and does not show', () => {
  const yes: Finding = { kind: 'in_doubt', failure, accepted: true }
  const doubted: Known = { ...known('sending'), state: { ...states.in_doubt, accepted: true } }
  const nextOf = (learnt: ReturnType<typeof learn>) =>
    learnt.kind === 'changed' ? learnt.next : undefined

  test('stays in doubt with that, and is never sent again: in the end a person has to look', () => {
    expect(learn(known('sending'), 'f1', yes)).toMatchObject({ next: doubted, answers: true })
    for (const withdrawn of [false, true]) {
      const ended = learn({ ...doubted, withdrawn }, 'f1', { kind: 'queued', tries: 0 })
      expect(ended).toMatchObject({
        next: { state: { kind: 'refused', failure: { class: 'accepted_unseen' } }, withdrawn },
        answers: true,
      })
      expect(isUnseen(nextOf(ended)!)).toBe(true)
    }
  })

  test('is known from whoever heard the yes, also one that comes late', () => {
    expect(nextOf(learn(known('in_doubt'), 'f1', yes))).toEqual(doubted)
    expect(nextOf(learn(known('in_doubt'), 'f0', yes))).toEqual(doubted)
    expect(learn(doubted, 'f1', yes)).toEqual({ kind: 'ignored' })
    for (const name of ['queued', 'refused', 'returned'] as const)
      expect(isUnseen(nextOf(learn(known(name), 'f0', yes))!)).toBe(true)
    for (const name of ['posted', 'delivered', 'sending'] as const)
      expect(learn(known(name), 'f0', yes)).toEqual({ kind: 'ignored' })
  })

  test('is posted as soon as it is seen, and sent again when a person asks', () => {
    const ended = nextOf(learn(doubted, 'f1', { kind: 'queued', tries: 0 }))!
    expect(learn(ended, 'f1', yes)).toEqual({ kind: 'ignored' })
    expect(learn(ended, '', states.posted)).toMatchObject({ next: { state: states.posted } })
    expect(request(ended, 2)).toMatchObject({ takesContent: true, next: { state: states.queued } })
  })
})

describe('what a ledger held and will not book', () => {
  const gone: Failure = { class: 'rejected_in_ledger', code: 'x', message: 'Gone.' }

  test('is refused for the present attempt, and sent again with a higher one', () => {
    const rejected = reject(known('delivered', 2), gone)
    expect(rejected).toEqual({
      kind: 'changed',
      next: { attempt: 2, state: { kind: 'refused', failure: gone }, withdrawn: false },
      answers: true,
    })
    const { next } = rejected as Extract<typeof rejected, { kind: 'changed' }>
    expect(request(next, 2)).toMatchObject({ takesContent: false, answers: true })
    expect(request(next, 3)).toMatchObject({ takesContent: true, next: { state: states.queued } })
  })

  test.each<Name>(['queued', 'sending', 'in_doubt', 'posted', 'refused', 'returned'])(
    'is nothing that a posting can be that is %s',
    (name) => {
      expect(reject(known(name), gone)).toEqual({ kind: 'ignored' })
    },
  )

  test('is booked all the same if the ledger shows it', () => {
    const rejected = reject(known('delivered'), gone)
    const { next } = rejected as Extract<typeof rejected, { kind: 'changed' }>
    expect(learn(next, 'f1', states.posted)).toMatchObject({ next: { state: states.posted } })
  })
})
