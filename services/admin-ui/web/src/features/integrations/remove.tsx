import { Button } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { readAgain } from '../../shared/api/read.ts'
import { useAnnounce } from '../../shared/live/status.tsx'
import { Confirm } from '../../shared/parts/confirm.tsx'
import { settingsRead, type Settings } from '../../shared/settings/queries.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import { removeConnector, type Connector } from './queries.ts'
import { texts } from './texts.ts'
import { useTypeName } from './type-name.ts'

interface RemoveProps {
  readonly settings: Settings
  readonly connector: Connector
  /** Told by the page: this is gone then. */
  readonly done: (text: string) => void
}

/** Takes the integration away with its secrets; of one that is on, it says what comes first. */
export function Remove({ settings, connector, done }: RemoveProps) {
  const say = useTexts(texts)
  const queries = useQueryClient()
  const announce = useAnnounce()
  const [isAsking, setAsking] = useState(false)
  const system = useTypeName()(connector.type)
  const { organizationId, version } = settings
  return (
    <div className="remove">
      <Button
        size="small"
        variant="secondary"
        onClick={() => connector.enabled || setAsking(true)}
        {...(connector.enabled && { 'aria-disabled': true, 'aria-describedby': 'remove-on' })}
      >
        {say('remove')}
      </Button>
      {connector.enabled && (
        <span id="remove-on" className="less">
          {say('remove_on')}
        </span>
      )}
      {isAsking && (
        <Confirm
          ends
          title={say('remove_title', { system })}
          description={<p>{say('remove_ask', { n: connector.secrets.length })}</p>}
          verb={say('remove_do', { n: connector.secrets.length })}
          confirm={async () => {
            await removeConnector(organizationId, version)
            void readAgain(queries, { organizationId, kinds: ['connector'] })
            await queries.refetchQueries(settingsRead(organizationId))
            const text = say('remove_done', { system })
            done(text)
            announce('own', text)
          }}
          close={() => setAsking(false)}
        />
      )}
    </div>
  )
}
