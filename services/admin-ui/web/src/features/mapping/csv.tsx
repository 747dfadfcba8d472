import { Button } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Problem } from '../../shared/api/client.ts'
import { readAgain } from '../../shared/api/read.ts'
import { faultsOf, type FieldFault } from '../../shared/form/faults.ts'
import { FileInput, TextInput } from '../../shared/form/fields.tsx'
import { FieldFaults } from '../../shared/form/form.tsx'
import { useAnnounce } from '../../shared/live/status.tsx'
import { readDay } from '../../shared/format/days.ts'
import { Confirm } from '../../shared/parts/confirm.tsx'
import { ShownOutcome, type Outcome } from '../../shared/parts/outcome.tsx'
import { texts as ruleTexts } from '../../shared/mapping/texts.ts'
import { settingsRead, type Settings } from '../../shared/settings/queries.ts'
import { useTexts } from '../../shared/texts/language.tsx'
import { csvAddress, importCsv } from './queries.ts'
import { texts } from './texts.ts'

const outcomeId = 'imported'

/** The rules as a table for a spreadsheet, there and back. */
export function Csv({ settings, canChange }: { settings: Settings; canChange: boolean }) {
  const say = useTexts(texts)
  const queries = useQueryClient()
  const announce = useAnnounce()
  const [isOpen, setOpen] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()
  const { organizationId, version } = settings
  const read = async (file: File, from: string | undefined) => {
    const saved = await importCsv(organizationId, version, file, from)
    setOpen(false)
    const text =
      saved.mapping.version === settings.mapping.version
        ? say('csv_same')
        : say('csv_read', { version: saved.mapping.version })
    setOutcome({ kind: 'done', text })
    announce('own', text)
    await queries.invalidateQueries(settingsRead(organizationId))
    await readAgain(queries, { organizationId, kinds: ['connector', 'records'] })
  }
  return (
    <>
      <div className="buttons">
        <Button
          as="a"
          role={undefined}
          size="small"
          variant="secondary"
          href={csvAddress(organizationId)}
          download
        >
          {say('csv_down')}
        </Button>
        {canChange && (
          <Button
            type="button"
            size="small"
            variant="secondary"
            aria-describedby={outcome && outcomeId}
            onClick={() => setOpen(true)}
          >
            {say('csv_up')}
          </Button>
        )}
      </div>
      <ShownOutcome id={outcomeId} outcome={outcome} dismiss={() => setOutcome(undefined)} />
      {isOpen && <ReadCsv read={read} close={() => setOpen(false)} />}
    </>
  )
}

interface ReadCsvProps {
  /** Throws where nothing of it was saved. */
  readonly read: (file: File, effectiveFrom: string | undefined) => Promise<void>
  readonly close: () => void
}

function ReadCsv({ read, close }: ReadCsvProps) {
  const say = useTexts(texts)
  const sayOfRules = useTexts(ruleTexts)
  const [file, setFile] = useState<File>()
  const [from, setFrom] = useState('')
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const isComplete = () => {
    const found = [
      ...(file ? [] : [{ field: 'file', message: say('csv_file_missing') }]),
      ...(from.trim() !== '' && readDay(from) === undefined
        ? [{ field: 'from', message: sayOfRules('from_wrong') }]
        : []),
    ]
    setFaults(found)
    return found.length === 0
  }
  const send = async () => {
    if (!file) return
    try {
      await read(file, readDay(from))
    } catch (error) {
      const found = faultsOf(error)
      setFaults(found)
      // The list says each of them.
      if (error instanceof Problem && found.length > 0)
        throw new Problem(error.status, { title: error.message, code: error.code })
      throw error
    }
  }
  return (
    <Confirm
      title={say('csv_up')}
      description={<p>{say('csv_help')}</p>}
      verb={say('csv_do')}
      isComplete={isComplete}
      confirm={send}
      close={close}
    >
      <FieldFaults faults={faults}>
        <FileInput name="file" label={say('csv_file')} accept=".csv,text/csv" onChange={setFile} />
        <TextInput
          name="from"
          label={say('from')}
          help={sayOfRules('from_help')}
          value={from}
          onChange={setFrom}
          width={12}
        />
      </FieldFaults>
    </Confirm>
  )
}
