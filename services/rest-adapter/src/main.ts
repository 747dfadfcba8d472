import { runAdapterService } from '@bilagsbro/posting-engine/run-adapter-service'
import { createRest } from './accounting-system.ts'
import { settings } from './settings.ts'

await runAdapterService({
  name: 'rest-adapter',
  type: 'rest',
  settings,
  create: (given, { clock }) => createRest(given, { clock }),
})
