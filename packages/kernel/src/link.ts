const shape =
  /^https?:\/\/(?:[\p{L}\p{N}._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:[/?#][^\s\p{Cc}<>"`]*)?$/iu
const longest = 2_000

/**
 * The address, if it is one that people may be offered to follow: http or https, and no user name in it that could be
 * taken for the host. Whoever made it may have meant them harm.
 */
export const linkOf = (text: unknown): string | undefined =>
  typeof text === 'string' && text.length <= longest && shape.test(text) ? text : undefined
