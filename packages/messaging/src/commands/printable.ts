/**
 * A stranger's text for a terminal: characters that move the cursor, colour, turn the direction of writing or cannot be
 * seen are escaped as in JSON. JSON stays the same JSON.
 */
export const printable = (text: string): string =>
  text.replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => {
      const code = character.charCodeAt(at).toString(16)
      return `\\u${code.padStart(4, '0')}`
    }).join(''),
  )
