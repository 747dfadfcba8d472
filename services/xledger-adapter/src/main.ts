import { runAdapterService } from '@bilagsbro/posting-engine/run-adapter-service'
import { createXledger } from './accounting-system.ts'
import { settings } from './settings.ts'

await runAdapterService({
  name: 'xledger-adapter',
  type: 'xledger',
  settings,
  create: (given, { clock }) => createXledger(given, { clock }),
})
