import { useParams, useSearch } from '@tanstack/react-router'
import { addresses } from '../../shared/addresses.ts'
import { MappingForm } from '../../shared/mapping/mapping-form.tsx'
import type { Settings } from '../../shared/settings/queries.ts'
import { SettingsPage } from '../../shared/settings/settings-page.tsx'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { Check } from './check.tsx'
import { Csv } from './csv.tsx'
import { Fixed } from './fixed.tsx'
import { texts } from './texts.ts'
import { Versions } from './versions.tsx'

const route = '/signed-in/organisasjoner/$org/innstillinger/integrasjoner/$type/kontering'

/** How records are booked: expense types, payees and dimensions, each version kept. */
export function MappingPage() {
  const say = useTexts(texts)
  const { org, type } = useParams({ from: route })
  const { versjon, rad } = useSearch({ from: route })
  return (
    <SettingsPage title={say('title')} organizationId={org} type={type}>
      {(settings, known, canChange) => (
        <>
          <p>
            <InForce settings={settings} />
          </p>
          <Csv settings={settings} canChange={canChange} />
          {canChange && <Fixed organizationId={org} />}
          <MappingForm
            settings={settings}
            type={known}
            canChange={canChange}
            {...(rad !== undefined && { first: rad })}
          />
          <Check organizationId={org} />
          <Versions
            organizationId={org}
            address={addresses.mapping(org, type)}
            version={versjon === undefined ? undefined : Number(versjon)}
          />
        </>
      )}
    </SettingsPage>
  )
}

function InForce({ settings: { mapping } }: { settings: Settings }) {
  const say = useTexts(texts)
  const format = useFormat()
  const { version, effectiveFrom } = mapping
  if (version === 0) return say('version_none')
  return effectiveFrom === undefined
    ? say('version', { version })
    : say('version_from', { version, day: format.day(effectiveFrom) })
}
