import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { ClosedPeriods } from '@bilagsbro/booking/moved-date'
import fc from 'fast-check'
import type { Proven } from '#application/ports/connection-proof.ts'
import type { Act, Clerk } from './fake-adapter.ts'

export const organizations = ['hlf', 'blindeforbundet'] as const
const name = fc.record({
  // Few enough that things meet.
  organizationId: fc.constantFrom('hlf', 'hlf', 'hlf', 'blindeforbundet'),
  recordId: fc.constantFrom('a', 'a', 'b', 'c'),
  revision: fc.constantFrom(1, 1, 2, 3),
})
const often = <T>(times: number, usual: T, ...others: T[]) =>
  fc.constantFrom(...Array<T>(times).fill(usual), ...others)
const act = often<Act>(
  4,
  'posted',
  ...(['delivered', 'transient', 'away', 'away', 'rate_limited', 'auth', 'data'] as const),
  ...(['period_closed', 'period_closed', 'different', 'unseen'] as const),
  ...(['lane_stopped', 'withdrawn', 'withdrawn', 'in_doubt'] as const),
)
export const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('approve'),
      names: fc.array(name, { minLength: 1, maxLength: 3 }),
      other: often(5, false, true),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('withdraw'), name }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('configure'),
      organizationId: often<string>(2, ...organizations),
      enabled: often(2, true, false),
      mapped: often(4, true, false),
      sendFrom: often(6, false, true),
      scheduled: often(2, false, true),
      type: often<ConnectorType>(3, 'dynamics', 'xledger'),
      trial: fc.constantFrom('as_before', 'due', 'due', 'waived'),
      closedPeriods: fc.constantFrom<ClosedPeriods>('hold', 'next_open', 'today'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('decide'),
      organizationId: often<string>(3, ...organizations),
      which: fc.constantFrom('cause', 'records'),
      date: fc.constantFrom('next_open', 'today'),
      twice: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('probe', 'waive'),
      organizationId: often<string>(2, ...organizations),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('start'),
      organizationId: often<string>(2, ...organizations),
      /** By the plan of an earlier moment. */
      planned: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('retry'),
      organizationId: often<string>(2, ...organizations),
      which: fc.constantFrom('all', 'cause', 'records'),
      /** Twice at once, as by a double click. */
      twice: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('mark', 'unmark', 'word'),
      organizationId: often<string>(3, ...organizations),
      which: fc.nat(7),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('clerk'),
      which: fc.nat(7),
      clerk: fc.constantFrom<Clerk>('books', 'rejects'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('act'),
      acts: fc.array(fc.tuple(fc.nat(7), act), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('deliver'),
      picks: fc.array(fc.nat(7), { minLength: 1, maxLength: 4 }),
      again: fc.array(fc.nat(20), { maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('tick'),
      seconds: often(3, 40, 0, 1, 700, 4_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rebalance') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('prove'),
      proven: often<Proven['kind']>(2, 'works', 'broken', 'untold'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('backup') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('restore'),
      empty: fc.boolean(),
      turns: fc.array(fc.nat(3), { maxLength: 6 }),
      newest: fc.boolean(),
    }),
  },
)
export type Command = typeof command extends fc.Arbitrary<infer T> ? T : never
