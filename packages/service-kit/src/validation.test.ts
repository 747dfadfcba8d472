import { Type, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { worded } from './texts.ts'
import { meantBranch } from './union-branch.ts'
import { explain } from './validation.ts'

const closed = { additionalProperties: false } as const
const reason = Type.Optional(Type.String({ pattern: '\\S', examples: ['By hand.'] }))
const There = Type.Object(
  {
    kind: Type.Literal('there'),
    number: Type.String(),
    date: Type.String({ format: 'date', examples: ['2026-11-21'] }),
  },
  closed,
)
const NotThere = Type.Object({ kind: Type.Literal('not_there'), reason }, closed)
const Word = Type.Union([There, NotThere])
const Words = Type.Object({ words: Type.Array(Word) }, closed)
const Switch = Type.Union([
  Type.Object({ on: Type.Literal(true), from: Type.Optional(Type.String()) }, closed),
  Type.Object({ on: Type.Literal(false), reason }, closed),
  Type.Null(),
])
const OneOf = Type.Object(
  {
    records: Type.Optional(Type.Array(Type.String())),
    all: Type.Optional(Type.Literal(true)),
    cause: Type.Optional(Type.String()),
  },
  { ...closed, minProperties: 1, maxProperties: 1 },
)
const OneWithReason = Type.Object(
  {
    records: Type.Optional(Type.String()),
    cause: Type.Optional(Type.String()),
    why: Type.String(),
  },
  { ...closed, minProperties: 2, maxProperties: 2 },
)
const exactlyOne = 'Give exactly one of the fields records, all and cause.'
const dateLike = 'date does not have the right form; a right one looks like 2026-11-21.'

test.each<[TSchema, unknown, string[]]>([
  [Word, { kind: 'there', number: '1', date: '2026-02-31' }, [dateLike]],
  [Word, { kind: 'not_there', number: '1' }, ['number is not known here. Leave it out.']],
  [Word, { kind: 'elsewhere', number: '1' }, ['kind must be one of there and not_there.']],
  [Word, { number: '1' }, ['kind is missing.']],
  [Word, 5, ['What was sent must be an object.']],
  [
    Word,
    { kind: 'not_there', ...Object.fromEntries(Array.from('abcdefghijk', (name) => [name, 1])) },
    expect.arrayContaining(['a is not known here. Leave it out.']),
  ],
  [
    Words,
    { words: [{ kind: 'not_there' }, { kind: 'there', number: 1, date: '2026-11-21' }] },
    ['words.1.number must be a text.'],
  ],
  [Words, { words: [{ kind: 'x' }] }, ['words.0.kind must be one of there and not_there.']],
  [Switch, { on: true, reason: 'x' }, ['reason is not known here. Leave it out.']],
  [
    Switch,
    { on: false, reason: ' ' },
    ['reason does not have the right form; a right one looks like By hand.'],
  ],
  [OneOf, {}, [exactlyOne]],
  [OneOf, { all: true, cause: 'x' }, [exactlyOne]],
  [OneOf, { all: false }, ['all must be true.']],
  [OneWithReason, { why: 'x' }, ['Give exactly one of the fields records and cause.']],
])('%j of %j is told by %j', (schema, value, expected) => {
  const meant = meantBranch(schema, value)
  const faults = explain(meant, Value.Errors(meant, value), value)
  const told = worded({ code: 'request.invalid', status: 400, faults }, 'en')
  expect(told.faults?.map(({ message }) => message)).toEqual(expected)
})
