import { runAdapterService } from '@bilagsbro/connector/run-adapter-service'
import { createRest } from './connector.ts'
import { settings } from './settings.ts'

await runAdapterService({
  name: 'rest-adapter',
  type: 'rest',
  settings,
  create: (given, { clock }) => createRest(given, { clock }),
})
