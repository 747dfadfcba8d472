/** Something that a person must put right; the message says what, and the remedy how. */
export class StackError extends Error {
  override readonly name = 'StackError'
  readonly remedy: string

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(`${message}\n  Remedy: ${remedy}`, options)
    this.remedy = remedy
  }
}
