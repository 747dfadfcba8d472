import { Heading, InlineMessage } from '@navikt/ds-react'
import { useParams } from '@tanstack/react-router'
import { useRead } from '../../shared/api/read.ts'
import { ChecksInput, RadioInput, TextInput } from '../../shared/form/fields.tsx'
import { Shown } from '../../shared/parts/shown.tsx'
import type { Settings } from '../../shared/settings/queries.ts'
import { SettingsForm } from '../../shared/settings/settings-form.tsx'
import { SettingsPage } from '../../shared/settings/settings-page.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import {
  cronOf,
  daysField,
  draftOf,
  faultyFields,
  kinds,
  timeField,
  type Kind,
  type ScheduleDraft,
} from './choice.ts'
import { nextRunsRead, saveSchedule } from './queries.ts'
import { texts } from './texts.ts'
import { useScheduleWords } from './words.ts'

/** When records are sent: as people choose it, in a sentence, and with the next times. */
export function SchedulePage() {
  const say = useTexts(texts)
  const { org, type } = useParams({
    from: '/signed-in/organisasjoner/$org/innstillinger/integrasjoner/$type/tidsplan',
  })
  return (
    <SettingsPage title={say('title')} organizationId={org} type={type}>
      {(settings, _type, canChange) => <ScheduleForm settings={settings} canChange={canChange} />}
    </SettingsPage>
  )
}

function ScheduleForm({ settings, canChange }: { settings: Settings; canChange: boolean }) {
  const say = useTexts(texts)
  const words = useScheduleWords()
  const { organizationId, connector } = settings
  const check = (draft: ScheduleDraft) =>
    faultyFields(draft).map((field) => ({
      field,
      message: field === timeField ? say('time_wrong') : say('days_missing'),
    }))
  return (
    <SettingsForm
      settings={settings}
      canChange={canChange}
      draftOf={({ schedule }) => draftOf(schedule)}
      check={check}
      save={(draft, version) => saveSchedule(organizationId, version, cronOf(draft))}
      saved={(draft) => say('saved', { plan: words.plan(draft) })}
      differences={(before, after) =>
        cronOf(before) === cronOf(after)
          ? []
          : [say('differs', { before: words.plan(before), after: words.plan(after) })]
      }
    >
      {(draft, change) => (
        <>
          <p>{say('intro')}</p>
          {!connector?.enabled && <InlineMessage status="info">{say('off')}</InlineMessage>}
          <Choice draft={draft} change={change} />
          <Plan draft={draft} organizationId={organizationId} />
        </>
      )}
    </SettingsForm>
  )
}

interface ChoiceProps {
  readonly draft: ScheduleDraft
  readonly change: (draft: ScheduleDraft) => void
}

function Choice({ draft, change }: ChoiceProps) {
  const say = useTexts(texts)
  const words = useScheduleWords()
  const { kind, time, days, own } = draft
  const offered = kinds.filter((one) => one !== 'own' || own !== null)
  const help: { readonly [Of in Kind]?: string } = {
    approval: say('approval_help'),
    ...(own !== null && { own: say('own_help', { cron: own }) }),
  }
  return (
    <>
      <RadioInput
        name="kind"
        label={say('when')}
        value={kind}
        onChange={(chosen) => change({ ...draft, kind: chosen as Kind })}
        choices={offered.map((value) => ({
          value,
          text: words.kind(value),
          ...(help[value] && { help: help[value] }),
        }))}
      />
      {kind === 'days' && (
        <ChecksInput
          name={daysField}
          label={say('which_days')}
          value={days.map(String)}
          onChange={(chosen) =>
            change({ ...draft, days: chosen.map(Number).toSorted((one, other) => one - other) })
          }
          choices={[1, 2, 3, 4, 5, 6, 7].map((day) => ({
            value: String(day),
            text: words.day(day),
          }))}
        />
      )}
      {(kind === 'weekdays' || kind === 'daily' || kind === 'days') && (
        <TextInput
          name={timeField}
          label={say('time')}
          help={say('time_help')}
          value={time}
          onChange={(text) => change({ ...draft, time: text })}
          width={6}
        />
      )}
    </>
  )
}

function Plan({ draft, organizationId }: { draft: ScheduleDraft; organizationId: string }) {
  const say = useTexts(texts)
  const words = useScheduleWords()
  if (faultyFields(draft).length > 0) return null
  const cron = cronOf(draft)
  return (
    <section aria-labelledby="plan">
      <Heading level="2" size="small" id="plan">
        {say('plan')}
      </Heading>
      <p>{words.plan(draft)}</p>
      {cron !== null && <NextRuns organizationId={organizationId} cron={cron} />}
    </section>
  )
}

function NextRuns({ organizationId, cron }: { organizationId: string; cron: string }) {
  const say = useTexts(texts)
  const format = useFormat()
  const next = useRead(nextRunsRead(organizationId, cron))
  return (
    <Shown read={next}>
      {({ nextRuns }) => (
        <>
          <p>{say('next')}</p>
          <ol>
            {nextRuns.map((at) => (
              <li key={at}>
                <time dateTime={at}>{format.longMoment(at)}</time>
              </li>
            ))}
          </ol>
        </>
      )}
    </Shown>
  )
}
