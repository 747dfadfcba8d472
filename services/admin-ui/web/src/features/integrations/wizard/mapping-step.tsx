import { InlineMessage } from '@navikt/ds-react'
import { addresses } from '../../../shared/addresses.ts'
import { To } from '../../../shared/parts/to.tsx'
import { useTexts } from '../../../shared/texts/language.tsx'
import { missingOf } from '../missing.ts'
import { useMissingWords } from '../missing-words.ts'
import type { Connector } from '../queries.ts'
import { useTypeName } from '../type-name.ts'
import { Next } from './next.tsx'
import type { StepProps } from './step-props.ts'
import { texts } from './texts.ts'

/** What still lacks an account, and the way to where accounts are chosen. */
export function MappingStep({ settings, connector, go }: StepProps & { connector: Connector }) {
  const say = useTexts(texts)
  const words = useMissingWords()
  const system = useTypeName()(connector.type)
  const missing = missingOf(settings)
  const address = addresses.mapping?.(settings.organizationId, connector.type)
  return (
    <>
      <InlineMessage status="success">{say('is_saved', { system })}</InlineMessage>
      <p>{say('mapping_intro', { system })}</p>
      {missing.length === 0 ? (
        <p>
          {settings.mapping.version === 0 ? say('mapping_none_used') : say('mapping_whole')}{' '}
          <To address={address}>{say('mapping_open')}</To>
        </p>
      ) : (
        <>
          <p>{say('mapping_missing', { n: missing.length })}</p>
          <ul>
            {missing.map(({ kind, name }) => (
              <li key={`${kind} ${name}`}>{words({ kind, name })}</li>
            ))}
          </ul>
          <p>
            <To address={address}>{say('mapping_choose')}</To>
          </p>
        </>
      )}
      <Next next="bokforing" go={go} />
    </>
  )
}
