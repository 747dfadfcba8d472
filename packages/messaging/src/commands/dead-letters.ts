import { isUtf8 } from 'node:buffer'
import { parseArgs } from 'node:util'
import type { KafkaConnection } from '../connection.ts'
import { readLetters, replayLetters, type Letter } from '../dead-letter-log.ts'
import { CommandError, runCommand, write, writeJson } from './command.ts'
import { printable } from './printable.ts'
import { table } from './table.ts'

const usage = `npm run dead-letters -- list   [--topic T] [--json]           what is set aside, oldest first
npm run dead-letters -- show   [--topic T] --id P-O [--json]  one letter, with its headers and its content
npm run dead-letters -- replay [--topic T] --id P-O [--json]  sends one to its topic again
npm run dead-letters -- replay [--topic T] --all [--json]     sends all that have not been sent again
Where a topic was made anew, its ids are, too: --time T says which, as in \`list\`.`

interface Options {
  readonly topic?: string | undefined
  readonly id?: string | undefined
  readonly time?: string | undefined
  readonly all?: boolean | undefined
  readonly json?: boolean | undefined
}

await runCommand(async (connection) => {
  const { command, options } = parsed()
  const commands = { list, show, replay }
  if (!(command in commands)) throw new CommandError(usage)
  await commands[command as keyof typeof commands](connection, options)
})

function parsed() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        topic: { type: 'string' },
        id: { type: 'string' },
        time: { type: 'string' },
        all: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    })
    return { command: positionals.length === 1 ? positionals[0]! : '', options: values as Options }
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n\n${usage}`, { cause: error })
  }
}

async function list(connection: KafkaConnection, { topic, json }: Options) {
  const letters = await readLetters(connection, { topic })
  if (json) return writeJson({ letters: letters.map(summary) })
  if (letters.length === 0) return write('There are no dead letters.')
  const waiting = letters.filter((letter) => summary(letter).state === 'waiting').length
  write(
    table(
      ['topic', 'id', 'set aside', 'by', 'key', 'state', 'reason'],
      letters.map((letter) => [
        letter.topic,
        letter.id,
        letter.time,
        letter.service,
        letter.key ?? '',
        summary(letter).state,
        letter.reason,
      ]),
    ),
  )
  write(`\n${letters.length} dead letters, ${waiting} of them waiting.`)
}

async function show(connection: KafkaConnection, options: Options) {
  const letter = await oneLetter(connection, options)
  const content = { ...summary(letter), headers: headersOf(letter), ...valueOf(letter) }
  if (options.json) return writeJson({ letter: content })
  for (const [name, value] of Object.entries(content))
    write(
      typeof value === 'object' && value !== null
        ? `${name}:\n${table(['name', 'value'], Object.entries(value))}`
        : `${name}: ${printable(value ?? '')}`,
    )
}

async function replay(connection: KafkaConnection, options: Options) {
  if (!options.all === !options.id) throw new CommandError(`Say --id or --all.\n\n${usage}`)
  const letters = options.all
    ? await readLetters(connection, { topic: options.topic })
    : [await oneLetter(connection, options)]
  const replayed = await replayLetters(connection, letters)
  const skipped = letters.filter(({ replayedAt }) => replayedAt).length
  const stuck = letters.filter(({ replayedAt, obstacle }) => !replayedAt && obstacle)
  if (options.json)
    return writeJson({
      replayed: replayed.map(summary),
      alreadyReplayed: skipped,
      cannotBeReplayed: stuck.map(summary),
    })
  for (const { topic, id } of replayed) write(`sent again  ${topic}  ${id}`)
  for (const { topic, id, obstacle } of stuck) write(`not sent  ${topic}  ${id}  ${obstacle}`)
  write(`${replayed.length} sent again, ${skipped} had been sent again before.`)
}

async function oneLetter(connection: KafkaConnection, options: Options): Promise<Letter> {
  const { topic, id, time } = options
  if (!id) throw new CommandError(`Say which with --id.\n\n${usage}`)
  const found = await readLetters(connection, { topic, id, time })
  if (found.length === 0) throw new CommandError(`There is no dead letter ${id}. Try \`list\`.`)
  if (found.length > 1) {
    const which = found.map((letter) => `--topic ${letter.topic} --time ${letter.time}`)
    throw new CommandError(
      printable(`${id} is more than one dead letter. Say which: ${which.join(' or ')}`),
    )
  }
  return found[0]!
}

function summary({ topic, id, time, service, reason, key, replayedAt, obstacle }: Letter) {
  const state = replayedAt ? 'replayed' : obstacle ? 'stuck' : 'waiting'
  const told = { replayedAt: replayedAt ?? null, obstacle: obstacle ?? null }
  return { topic, id, time, service, reason, key, state, ...told }
}

function headersOf({ message }: Letter) {
  const entries = Object.entries(message.headers ?? {})
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
}

function valueOf({ message: { value } }: Letter) {
  if (value === null) return { value: null }
  return isUtf8(value) ? { value: value.toString() } : { valueBase64: value.toString('base64') }
}
