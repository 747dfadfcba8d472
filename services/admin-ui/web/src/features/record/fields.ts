import { readDay } from '../../shared/format/days.ts'

/** A field of a dialog; it is asked for where it says what is missing without it. */
export interface AskedField {
  readonly name: string
  readonly label: string
  readonly help?: string
  readonly missing?: string
  readonly isDay?: boolean
}

export type Answers = Readonly<Record<string, string>>

/** The fields that nobody has filled in, each with what it says of that. */
export const missingOf = (fields: readonly AskedField[], answers: Answers): Answers =>
  Object.fromEntries(
    fields.flatMap(({ name, missing, isDay }) => {
      const given = answers[name]?.trim()
      const isThere = isDay ? readDay(given ?? '') : given
      return missing !== undefined && !isThere ? [[name, missing]] : []
    }),
  )
