import type { AddRoutes } from '@bilagsbro/service-kit/http-app'
import type { UseCases } from '#app.ts'
import { connectionRoutes } from './connection-routes.ts'
import { connectorRoutes } from './connector-routes.ts'
import { credentialSchemaRoutes } from './credential-schema-routes.ts'
import { mappingRoutes } from './mapping-routes.ts'
import { organizationRoutes } from './organization-routes.ts'
import { scheduleRoutes } from './schedule-routes.ts'

export const configRoutes = (useCases: UseCases): AddRoutes[] => [
  credentialSchemaRoutes(useCases),
  connectionRoutes(useCases),
  organizationRoutes(useCases),
  connectorRoutes(useCases),
  mappingRoutes(useCases),
  scheduleRoutes(useCases),
]
