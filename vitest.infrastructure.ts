import { startInfrastructure } from '@bilagsbro/local-stack/infrastructure'
import { timedReport } from '@bilagsbro/local-stack/report'
import { createTemporaryFolder } from '@bilagsbro/local-stack/temporary-folder'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string
    kafkaBrokers: string
  }
}

/** Real PostgreSQL and Kafka for the integration tests, of which every file takes its own databases and topics. */
export default async function infrastructure(project: TestProject) {
  const resources = new AsyncDisposableStack()
  try {
    const folder = resources.use(await createTemporaryFolder('tests'))
    const servers = resources.use(
      await startInfrastructure({ dataDir: folder.path, report: timedReport() }),
    )
    project.provide('databaseUrl', servers.databaseUrl)
    project.provide('kafkaBrokers', servers.kafkaBrokers)
  } catch (error) {
    await resources.disposeAsync()
    throw error
  }
  return () => resources.disposeAsync()
}
