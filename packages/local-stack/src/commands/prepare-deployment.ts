import { prepareDeployment } from '../deployment.ts'
import { runCommand } from './command.ts'

await runCommand(() => prepareDeployment(process.env))
