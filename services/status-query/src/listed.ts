import { Type } from 'typebox'

/** A parameter that names several of these values, between commas. */
export const ListOf = (values: readonly string[], description: string) => {
  const one = `(${values.join('|')})`
  return Type.String({
    pattern: `^${one}(,${one})*$`,
    maxLength: 500,
    description: `${description} Several are named between commas.`,
    examples: [values.slice(0, 2).join(',')],
  })
}

/** What such a parameter names; everything, where it is left out. */
export const isListed = (list: string | undefined, value: string | undefined): boolean =>
  list === undefined || (value !== undefined && list.split(',').includes(value))
