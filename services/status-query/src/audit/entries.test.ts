import { ConnectorConfigured, ConnectorToggled } from '@bilagsbro/events/connector-configured'
import { goldenExample } from '@bilagsbro/events/golden-example'
import { ConnectorResumed, ConnectorSuspended } from '@bilagsbro/events/sync'
import { describe, expect, test } from 'vitest'
import { configuredEntry, resumedEntry, suspendedEntry, toggledEntry } from './entries.ts'

const golden = <T>(definition: Parameters<typeof goldenExample>[0]) =>
  goldenExample(definition).value as T
const configured = golden<ConnectorConfigured>(ConnectorConfigured)
const toggled = golden<ConnectorToggled>(ConnectorToggled)
const word = { by: 'kari', note: 'As last year.' }

describe('BOOKS-4: the log names who waived the trial, and why', () => {
  const waivedIn = (version: number): ConnectorConfigured => ({
    ...configured,
    version: 9,
    connector: {
      ...configured.connector!,
      trial: { version, waived: { by: 'kari', at: configured.changedAt, reason: word.note } },
    },
  })

  test('with the settings that made it due, and with no later ones', () => {
    expect(configuredEntry(waivedIn(9)).note).toBe('Trial waived: As last year.')
    expect(configuredEntry(waivedIn(8)).note).toBeUndefined()
    expect(configuredEntry(configured).note).toBeUndefined()
  })

  test('with the enabling', () => {
    const entry = toggledEntry({ ...toggled, trial: 'waived', reason: word.note })
    expect(entry.note).toBe('Trial waived: As last year.')
  })

  test('while the trial was under way, or had failed', () => {
    const said = { actor: 'kari', note: 'Trial waived: As last year.' }
    const resumed = golden<ConnectorResumed>(ConnectorResumed)
    const suspended = golden<ConnectorSuspended>(ConnectorSuspended)
    expect(resumedEntry({ ...resumed, ...word })).toMatchObject(said)
    expect(suspendedEntry({ ...suspended, ...word })).toMatchObject(said)
    expect(resumedEntry(resumed).note).toBeUndefined()
    expect(suspendedEntry(suspended).note).toBeUndefined()
  })
})
