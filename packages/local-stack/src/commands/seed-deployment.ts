import { seedDeployment } from '../deployment.ts'
import { runCommand } from './command.ts'

await runCommand(() => seedDeployment(process.env))
