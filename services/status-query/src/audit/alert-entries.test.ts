import { AlertRaised, AlertResolved, AlertUpdated } from '@bilagsbro/events/alert'
import { goldenExample } from '@bilagsbro/events/golden-example'
import { expect, test } from 'vitest'
import {
  alertRaisedEntry,
  alertResolvedEntry,
  alertUpdatedEntry,
  isOfOrganization,
} from './alert-entries.ts'

const golden = <E>(definition: typeof AlertRaised | typeof AlertUpdated | typeof AlertResolved) =>
  goldenExample(definition).value as unknown as E & { readonly organizationId: string }

test('DOD-3: alerts are in the log of their organisation, with the rule, and with whoever saw or snoozed them', () => {
  const raised = golden<AlertRaised>(AlertRaised)
  const common = { organizationId: 'hlf', subject: raised.alertId, code: 'final_failure' }
  expect(alertRaisedEntry(raised)).toMatchObject({ ...common, status: 'raised', sequence: 1 })
  expect(alertUpdatedEntry(golden<AlertUpdated>(AlertUpdated))).toMatchObject({
    ...common,
    status: 'snoozed',
    actor: 'user-1',
  })
  expect(alertResolvedEntry(golden<AlertResolved>(AlertResolved))).toMatchObject({
    ...common,
    status: 'proved',
    more: { remaining: 0 },
  })
})

test('those of the platform are in nobody’s', () => {
  const { organizationId: _, ...platform } = golden<AlertRaised>(AlertRaised)
  expect(isOfOrganization(platform as AlertRaised)).toBe(false)
})
