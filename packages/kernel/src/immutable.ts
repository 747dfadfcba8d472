/** A JSON value in which nothing can be changed. What may be left out of it may be undefined, which JSON leaves out. */
export type Immutable<T> = T extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Immutable<T[Key]> | OrLeftOut<T, Key> }
    : T

type OrLeftOut<T, Key extends keyof T> = string extends Key
  ? never
  : object extends Pick<T, Key>
    ? undefined
    : never
