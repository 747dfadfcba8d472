import { expect, test } from 'vitest'
import { accessFault, type Access } from './access.ts'

test.each<[string, Access | undefined, string | undefined]>([
  ['/organizations', { roles: ['global_admin'] }, undefined],
  ['/organizations/:organizationId', { roles: ['global_admin'] }, undefined],
  ['/o/:organizationId', { roles: ['auditor'], organization: 'organizationId' }, undefined],
  ['/internal/organizations/:organizationId', { services: ['dynamics-adapter'] }, undefined],
  ['/open', undefined, 'declares no config.access'],
  ['/nobody', { roles: [] }, 'lets nobody in: access.roles is empty'],
  ['/nobody', { services: [] }, 'lets nobody in: access.services is empty'],
  ['/odd', {} as never, 'lets nobody in: access.roles is empty'],
  [
    '/organizations/:organizationId/runs',
    { roles: ['org_admin'] },
    "lets roles of organisations in without access.organization: 'organizationId'",
  ],
  [
    '/records/:organizationIds',
    { roles: ['org_admin'], organization: 'organizationId' },
    'has no :organizationId in its path for access.organization',
  ],
])('the route %s with %j: %s', (url, access, fault) => {
  expect(accessFault(url, access)).toBe(fault)
})
