import { runAdapterService } from '@bilagsbro/connector/run-adapter-service'
import { createXledger } from './connector.ts'
import { settings } from './settings.ts'

await runAdapterService({
  name: 'xledger-adapter',
  type: 'xledger',
  settings,
  create: (given, { clock }) => createXledger(given, { clock }),
})
