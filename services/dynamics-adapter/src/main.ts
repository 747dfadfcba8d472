import { runAdapterService } from '@bilagsbro/connector/run-adapter-service'
import { createBusinessCentral } from './connector.ts'
import { settings } from './settings.ts'

await runAdapterService({
  name: 'dynamics-adapter',
  type: 'dynamics',
  settings,
  create: (given, { clock }) => createBusinessCentral(given, { clock }),
})
