import { InlineMessage } from '@navikt/ds-react'
import { MappingForm } from '../../../shared/mapping/mapping-form.tsx'
import { useTexts } from '../../../shared/texts/language.tsx'
import { missingOf } from '../missing.ts'
import { useMissingWords } from '../missing-words.ts'
import type { Connector } from '../queries.ts'
import { useTypeName } from '../type-name.ts'
import { Next } from './next.tsx'
import type { StepProps } from './step-props.ts'
import { texts } from './texts.ts'

/** What still lacks an account, and where accounts are chosen. */
export function MappingStep({ settings, connector, go }: StepProps & { connector: Connector }) {
  const say = useTexts(texts)
  const words = useMissingWords()
  const system = useTypeName()(connector.type)
  const missing = missingOf(settings)
  const isUnused = missing.length === 0 && settings.mapping.version === 0
  return (
    <>
      <InlineMessage status="success">{say('is_saved', { system })}</InlineMessage>
      <p>{say('mapping_intro', { system })}</p>
      {missing.length === 0 ? (
        <p>{say(isUnused ? 'mapping_none_used' : 'mapping_whole')}</p>
      ) : (
        <>
          <p>{say('mapping_missing', { n: missing.length })}</p>
          <ul>
            {missing.map(({ kind, name }) => (
              <li key={`${kind} ${name}`}>{words({ kind, name })}</li>
            ))}
          </ul>
        </>
      )}
      <MappingForm settings={settings} type={connector.type} canChange />
      <Next next="bokforing" go={go} isEarly={missing.length > 0} />
    </>
  )
}
