import { resourceNotFound } from './errors.ts'

/** A request address below the API's root, taken apart. */
export interface Address {
  /** `journals()/journalLines`: the segments after the company, keys left out. */
  readonly pattern: string
  readonly keys: readonly string[]
  readonly companyKey: string | undefined
  /** Without the query. */
  readonly path: string
  readonly query: string
}

let last: { readonly text: string; readonly address: Address } | undefined

/** No pattern matching: a `$batch` takes a hundred of these apart, mostly the same one. */
export function parseAddress(text: string): Address {
  if (last?.text === text) return last.address
  last = { text, address: takeApart(text) }
  return last.address
}

function takeApart(address: string): Address {
  const mark = address.indexOf('?')
  const path = mark < 0 ? address : address.slice(0, mark)
  const query = mark < 0 ? '' : address.slice(mark + 1)
  let pattern = ''
  let companyKey: string | undefined
  const keys: string[] = []
  for (let at = 0; at < path.length;) {
    let end = path.indexOf('/', at)
    if (end < 0) end = path.length
    const open = path.indexOf('(', at)
    const keyed = open >= 0 && open < end
    if (keyed && path.charCodeAt(end - 1) !== closing) throw resourceNotFound(path.slice(at, end))
    const name = path.slice(at, keyed ? open : end)
    const key = keyed ? path.slice(open + 1, end - 1).toLowerCase() : undefined
    if (name === 'companies' && at === 0 && key !== undefined && end < path.length) companyKey = key
    else {
      if (pattern !== '') pattern += '/'
      pattern += key === undefined ? name : `${name}()`
      if (key !== undefined) keys.push(key)
    }
    at = end + 1
  }
  return { pattern, keys, companyKey, path, query }
}
const closing = ')'.charCodeAt(0)
