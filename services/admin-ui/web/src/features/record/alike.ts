import type { Doubt } from './queries.ts'

export type Look = NonNullable<Doubt['lookUps']>['latest'][number]

interface Alike {
  /** The latest of them. */
  readonly look: Look
  readonly count: number
  readonly firstAt: string
}

/** Look-ups that saw the same one after another, as one: what changed stands out, and what can be done stays in sight. */
export function alikeTogether(latestFirst: readonly Look[]): Alike[] {
  const together: Alike[] = []
  for (const look of latestFirst) {
    const last = together.at(-1)
    if (last && sawOf(last.look) === sawOf(look))
      together.splice(-1, 1, { ...last, count: last.count + 1, firstAt: look.at })
    else together.push({ look, count: 1, firstAt: look.at })
  }
  return together
}

const sawOf = ({ saw, voucherNumber, message }: Look) =>
  JSON.stringify([saw, voucherNumber, message])
