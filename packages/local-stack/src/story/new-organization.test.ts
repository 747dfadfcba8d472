import { readFileSync } from 'node:fs'
import { storyOrganizations } from '@bilagsbro/simulators/business-central/seed'
import { readSettings, readXledgerSettings } from '@bilagsbro/simulators/settings'
import { expect, test } from 'vitest'
import { demoUsers } from '../demo-users.ts'
import { signInsOfNew, signInsOfNewAsText } from './new-organization.ts'
import { storyEntries } from './organizations.ts'

test('one member organisation is there to be set up: its books are, and nobody has entered it', () => {
  const known = readSettings({}).organizations?.map(({ organizationId }) => organizationId)
  const owners = readXledgerSettings({}).owners?.map(({ organizationId }) => organizationId)
  expect(known).toContain('ny')
  expect(owners).toContain('ny')
  const entered = storyEntries('http://ledger').map(({ organizationId }) => organizationId)
  expect(entered).not.toContain('ny')
  expect(entered).toHaveLength(storyOrganizations.length + 3)
})

test.each(['demo-admin-ny', 'demo-admin-regions'])('%s administers it', (id) => {
  const { roles } = demoUsers.find((user) => user.id === id)!
  expect(roles).toContainEqual({ role: 'org_admin', organization: 'ny' })
})

test('the README has the same values to enter as the text of the start', () => {
  const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8')
  const text = signInsOfNewAsText('  ')
  for (const [system, entered] of Object.entries(signInsOfNew)) {
    const row = readme.split('\n').find((line) => line.startsWith(`| ${system} `))
    for (const [label, value] of entered) {
      expect(row).toContain(`${label} \`${value}\``)
      expect(text).toContain(value)
    }
  }
})
