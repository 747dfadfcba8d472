/** The beginning of a text, without half a character at its end or anywhere in it. */
export const cut = (text: string, longest: number): string => {
  const whole = text.toWellFormed()
  if (whole.length <= longest) return whole
  const begun = whole.slice(0, longest)
  return (begun.isWellFormed() ? begun : begun.slice(0, -1)).trimEnd()
}

const longestDetail = 200

/** A vendor's text as a detail in a sentence of ours: one line, without control characters, and short. */
export const detailOf = (said: string): string =>
  cut(said.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim(), longestDetail)
