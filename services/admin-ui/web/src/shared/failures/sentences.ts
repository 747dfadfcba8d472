import type { FailureCause } from './causes.ts'

type Subject = FailureCause['subject']

/** What a cause is, and what is done about it. */
export interface Sentences {
  readonly title: string
  readonly remedy: string
}

/** The first sentence says what is wrong, the others what to do; the thing that is wrong is called what people call it. */
export function sentencesOf(
  text: string,
  subject: Subject,
  nameOf: (subject: NonNullable<Subject>) => string,
): Sentences {
  const named = subject ? text.replaceAll(`«${subject.value}»`, () => nameOf(subject)) : text
  const [title = '', ...rest] = named.split('. ')
  return { title, remedy: rest.join('. ') }
}
