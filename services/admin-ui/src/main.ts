import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { openKeyFile } from '@bilagsbro/service-kit/keys/key-file'
import { runWebService } from '@bilagsbro/service-runtime/run-web-service'
import { createApp } from './app.ts'
import { migrations } from './migrations/migrations.ts'
import { tables } from './session/table.ts'
import { settings } from './settings.ts'

const definition = { name: 'admin-ui', title: 'Bilagsbro: pages', settings, tables, migrations }

await runWebService(definition, async (service) => {
  const keys = await openKeyFile(service.env.KEY_FILE, service.env.KEY_FILE_CREATE)
  return createApp({ ...service, keys, clock })
})
