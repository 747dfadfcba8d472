import { Type } from 'typebox'

export const MendKind = Type.Enum(
  ['mapping', 'credentials', 'period', 'ledger', 'record', 'nothing'],
  {
    description:
      'Where it is mended: `ledger` in the accounting system, `record` where it was approved; `nothing`: it passes by itself.',
  },
)

/** A sentence in every language of the pages. */
export const Words = Type.Object(
  { nb: Type.String(), nn: Type.String(), en: Type.String() },
  { title: 'Words' },
)
