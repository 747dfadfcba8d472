import { Heading } from '@navikt/ds-react'
import { TextInput } from '../form/fields.tsx'
import { useTexts } from '../texts/language.tsx'
import type { TableProps } from './category-table.tsx'
import { CodeInput } from './code-input.tsx'
import { codings, dayField, dimensionNames } from './draft.ts'
import { entriesOf, type Ledger } from './ledger.ts'
import { texts } from './texts.ts'

/** The ledger's own dimensions, what is booked where nobody says anything, and from when. */
export function RestFields({ draft, ledger, options, change }: Omit<TableProps, 'saved'>) {
  const say = useTexts(texts)
  const { dimensions, defaults } = draft
  const system = ledger.system
  const shown = codings.filter((coding) => options.includes(coding))
  return (
    <>
      {shown.length > 0 && (
        <section aria-labelledby="rest">
          <Heading level="2" size="medium" id="rest">
            {say('rest')}
          </Heading>
          <p>{say('rest_help')}</p>
          <div className="fields">
            {dimensionNames
              .filter((name) => options.includes(name))
              .map((name) => (
                <CodeInput
                  key={name}
                  name={`/dimensions/${name}`}
                  label={say(`dimension_${name}`, { system })}
                  {...(dimensions[name] === '' && { help: say(`dimension_help_${name}`) })}
                  value={dimensions[name]}
                  onChange={(code) =>
                    change({ ...draft, dimensions: { ...dimensions, [name]: code } })
                  }
                  entries={dimensionsOf(ledger)}
                  none={say('none')}
                />
              ))}
            {shown.map((coding) => (
              <CodeInput
                key={coding}
                name={`/defaults/${coding}`}
                label={say(`default_${coding}`)}
                value={defaults[coding]}
                onChange={(code) => change({ ...draft, defaults: { ...defaults, [coding]: code } })}
                entries={entriesOf(ledger, coding, dimensions)}
                none={say('none')}
              />
            ))}
          </div>
        </section>
      )}
      <TextInput
        name={dayField}
        label={say('from')}
        help={say('from_help')}
        value={draft.effectiveFrom}
        onChange={(effectiveFrom) => change({ ...draft, effectiveFrom })}
        width={12}
      />
    </>
  )
}

/** Each dimension once, by its code, which is its name, too. */
const dimensionsOf = ({ dimensions }: Ledger) => {
  const names = new Set(dimensions?.flatMap(({ dimension }) => dimension ?? []))
  return names.size === 0 ? undefined : [...names].map((code) => ({ code, name: '' }))
}
