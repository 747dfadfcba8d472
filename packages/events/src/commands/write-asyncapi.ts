import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asyncapi } from '#asyncapi.ts'

const file = join(import.meta.dirname, '../../../../docs/events/asyncapi.json')
await writeFile(file, `${JSON.stringify(asyncapi(), null, 2)}\n`)
process.stdout.write(`Wrote ${file}\n`)
