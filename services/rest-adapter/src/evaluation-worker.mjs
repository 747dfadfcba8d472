import { parentPort } from 'node:worker_threads'
import jsonata from 'jsonata'

/** @import { Expression } from 'jsonata' */
/** @import { Evaluated, Job, Value } from './evaluation-job.ts' */

// Runs in a thread of its own: what it evaluates was written by a customer.

const port = /** @type {NonNullable<typeof parentPort>} */ (parentPort)

/** A function must not lead to what makes functions out of text. */
for (const one of [() => {}, async () => {}, function* () {}, async function* () {}])
  Object.defineProperty(Object.getPrototypeOf(one), 'constructor', { value: undefined })

/** Node's permission model does not cover the network: what leads there is taken away. */
const doors = ['fetch', 'WebSocket', 'EventSource', 'process', 'navigator', 'WebAssembly']
for (const name of [...doors, 'Worker', 'BroadcastChannel', 'MessageChannel', 'eval', 'Function'])
  Object.defineProperty(globalThis, name, { value: undefined })

/** `$eval` runs text as code; with the others, the same voucher would not make the same body again. */
const withheld = ['eval', 'now', 'millis', 'random', 'shuffle']

/** @type {Map<string, Expression>} */
const compiled = new Map()
const mostCompiled = 200

/** @param {string} text */
function compile(text) {
  const known = compiled.get(text)
  if (known) return known
  const expression = jsonata(text)
  for (const name of withheld) expression.assign(name, undefined)
  if (compiled.size >= mostCompiled) compiled.clear()
  compiled.set(text, expression)
  return expression
}

/**
 * @param {string} text
 * @param {unknown} input
 * @param {Pick<Job, 'most' | 'decimals'>} bounds
 * @returns {Promise<Value>}
 */
async function evaluate(text, input, { most, decimals }) {
  try {
    const value = await compile(text).evaluate(input)
    const json = textOf(value)
    if (json !== undefined && json.length > most) return { fault: { code: 'too_large' } }
    const odd = decimals === undefined ? undefined : oddNumber(value, decimals)
    return odd === undefined ? { json } : { fault: { code: 'no_amount', message: String(odd) } }
  } catch (error) {
    return { fault: faultOf(error) }
  }
}

/**
 * @param {unknown} value
 * @returns {string | undefined} JSON; nothing of what is none, like a function
 */
const textOf = (value) => JSON.stringify(value)

/**
 * @param {unknown} value of which JSON was made, so it is not endless
 * @param {number} decimals
 * @returns {number | undefined} a number that has more decimals, or is too large to be exact
 */
function oddNumber(value, decimals) {
  if (typeof value === 'number') return isExact(value, decimals) ? undefined : value
  if (typeof value !== 'object' || value === null) return undefined
  for (const inner of Object.values(value)) {
    const odd = oddNumber(inner, decimals)
    if (odd !== undefined) return odd
  }
  return undefined
}

/**
 * @param {number} value
 * @param {number} decimals
 */
function isExact(value, decimals) {
  const plain = /^-?\d+(?:\.(\d+))?$/.exec(String(value))
  return plain !== null && (plain[1] ?? '').length <= decimals && Math.abs(value) <= 2 ** 53
}

/**
 * @param {unknown} error
 * @returns {NonNullable<Value['fault']>}
 */
function faultOf(error) {
  const { code, position, message } = /** @type {Record<string, unknown>} */ (error)
  const own = error instanceof RangeError ? 'too_large' : 'not_json'
  return {
    code: typeof code === 'string' ? code : own,
    ...(typeof position === 'number' && { position }),
    ...(typeof message === 'string' && { message: message.slice(0, 200) }),
  }
}

/** @param {{ id: number, job: Job }} asked */
async function work({ id, job: { expressions, inputs, ...bounds } }) {
  /** @type {Evaluated[]} */
  const answers = []
  for (const input of inputs) {
    /** @type {Record<string, Value>} */
    const answer = {}
    for (const [name, text] of Object.entries(expressions))
      // Each gets an input of its own: an expression may change what it is given.
      answer[name] = await evaluate(text, JSON.parse(input), bounds)
    answers.push(answer)
  }
  port.postMessage({ id, answer: answers })
}

port.on('message', (asked) => void work(asked))
port.postMessage('ready')
