import { parentPort } from 'node:worker_threads'
import jsonata, { type Expression } from 'jsonata'
import type { Evaluated, Job, Value } from './evaluation.ts'

// Runs in a thread of its own: what it evaluates was written by a customer.

/** A function must not lead to what makes functions out of text. */
for (const one of [() => {}, async () => {}, function* () {}, async function* () {}])
  Object.defineProperty(Object.getPrototypeOf(one), 'constructor', { value: undefined })

/** `$eval` runs text as code; with the others, the same voucher would not make the same body again. */
const withheld = ['eval', 'now', 'millis', 'random', 'shuffle']

const compiled = new Map<string, Expression>()
const mostCompiled = 200

function compile(text: string): Expression {
  const known = compiled.get(text)
  if (known) return known
  const expression = jsonata(text)
  for (const name of withheld) expression.assign(name, undefined)
  if (compiled.size >= mostCompiled) compiled.clear()
  compiled.set(text, expression)
  return expression
}

async function evaluate(text: string, input: unknown, most: number): Promise<Value> {
  try {
    const value: unknown = await compile(text).evaluate(input)
    const json = JSON.stringify(value) as string | undefined
    if (json !== undefined && json.length > most) return { fault: { code: 'too_large' } }
    return { json }
  } catch (error) {
    return { fault: faultOf(error) }
  }
}

function faultOf(error: unknown): NonNullable<Value['fault']> {
  const { code, position, message } = error as Record<string, unknown>
  const own = error instanceof RangeError ? 'too_large' : 'not_json'
  return {
    code: typeof code === 'string' ? code : own,
    ...(typeof position === 'number' && { position }),
    ...(typeof message === 'string' && { message: message.slice(0, 200) }),
  }
}

async function work({ expressions, inputs, most }: Job): Promise<void> {
  const answers: Evaluated[] = []
  for (const input of inputs) {
    const answer: Record<string, Value> = {}
    for (const [name, text] of Object.entries(expressions))
      // Each gets an input of its own: an expression may change what it is given.
      answer[name] = await evaluate(text, JSON.parse(input), most)
    answers.push(answer)
  }
  parentPort!.postMessage(answers)
}

parentPort!.on('message', (job: Job) => void work(job))
parentPort!.postMessage('ready')
