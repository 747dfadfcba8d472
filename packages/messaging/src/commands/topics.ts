import { applyTopics } from '../topics.ts'
import { runCommand, write, writeJson } from './command.ts'

await runCommand(async (connection) => {
  const applied = await applyTopics(connection)
  if (process.argv.includes('--json')) return writeJson(applied)
  for (const name of applied.created) write(`created          ${name}`)
  for (const name of applied.partitionsAdded) write(`more partitions  ${name}`)
  for (const name of applied.configured) write(`new settings     ${name}`)
  const changes = Object.values(applied).flat().length
  write(changes === 0 ? 'Every topic is as declared.' : `${changes} changes made.`)
})
