import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { alertRules } from '@bilagsbro/events/alert'
import { expect, test } from 'vitest'

const service = join(import.meta.dirname, '../..')
const readme = readFileSync(join(service, 'README.md'), 'utf8')
const ofPlatform = alertRules.slice(alertRules.indexOf('organizations'))

test.each(ofPlatform)('the rule %s has a runbook that says what to do', (rule) => {
  const [, path] =
    new RegExp(`^\\| \`${rule}\` .*\\((\\S+/runbooks/\\S+\\.md)\\)`, 'm').exec(readme) ?? []
  const runbook = readFileSync(join(service, path!), 'utf8')
  for (const part of ['Symptom', 'Check', 'Act', 'Escalate']) expect(runbook).toContain(`**${part}`)
  expect(runbook).toContain(`\`${rule}\``)
})
