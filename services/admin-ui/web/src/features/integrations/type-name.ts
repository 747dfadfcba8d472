import { connectorNames } from '../../shared/runs/connectors.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import type { ConnectorType } from './queries.ts'
import { texts } from './texts.ts'

/** As lists and headings name a kind of system. */
export function useTypeName() {
  const say = useTexts(texts)
  return (type: ConnectorType) => (type === 'rest' ? say('type_rest') : connectorNames[type])
}
