import { chooseInfrastructure } from '../infrastructure-choice.ts'
import { ensureKafkaJars } from '../kafka-jars.ts'
import { timedReport } from '../report.ts'
import { runCommand } from './command.ts'

/** Sees that the tests will find their servers, and fetches what is fetched once. */
await runCommand(async () => {
  const { kafka } = await chooseInfrastructure(process.env)
  if (kafka.kind === 'embedded') await ensureKafkaJars(timedReport())
})
