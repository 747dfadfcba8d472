/** What a part of the address may be: of a form, or one of several. */
type Shape = RegExp | readonly string[]

export const day = /^\d{4}-\d{2}-\d{2}$/
export const pageNumber = /^[1-9]\d{0,5}$/

/** Reads what is looked for out of the address. Whatever else stands there counts for nothing. */
export const defineSearch =
  <Search extends object>(shapes: Readonly<Record<keyof Search, Shape>>) =>
  (given: Readonly<Record<string, unknown>>): Search =>
    Object.fromEntries(
      Object.entries<Shape>(shapes).flatMap(([name, shape]) => {
        const told = given[name]
        const value = typeof told === 'string' ? told.trim() : ''
        const fits = shape instanceof RegExp ? shape.test(value) : shape.includes(value)
        // The calendar has no 13th month.
        const isThere = shape !== day || !Number.isNaN(Date.parse(value))
        return fits && isThere ? [[name, value]] : []
      }),
    ) as Search

type Given = Readonly<Record<string, unknown>>

/** For the router, which hands on to a page whatever stands in an address, if it is not taken out by name. */
export const nothingElse =
  <Search extends object>(read: (given: Given) => Search) =>
  (given: Record<string, unknown>): Search => ({
    ...Object.fromEntries(Object.keys(given).map((name) => [name, undefined])),
    ...read(given),
  })
