import { runAdapterService } from '@bilagsbro/posting-engine/run-adapter-service'
import { createBusinessCentral } from './accounting-system.ts'
import { settings } from './settings.ts'

await runAdapterService({
  name: 'dynamics-adapter',
  type: 'dynamics',
  settings,
  create: (given, { clock }) => createBusinessCentral(given, { clock }),
})
