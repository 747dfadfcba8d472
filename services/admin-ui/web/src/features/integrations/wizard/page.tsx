import { Navigate, useNavigate, useParams } from '@tanstack/react-router'
import { useRead } from '../../../shared/api/read.ts'
import { nameOf } from '../../../shared/organizations/name-of.ts'
import { Page } from '../../../shared/parts/page.tsx'
import { Shown } from '../../../shared/parts/shown.tsx'
import { administrators, useSession } from '../../../shared/session/session.tsx'
import { OnlyFor } from '../../../shared/settings/only-for.tsx'
import { settingsRead, type Settings } from '../../../shared/settings/queries.ts'
import { useTexts } from '../../../shared/texts/language.tsx'
import { useEntries } from './entries.ts'
import { PoliciesStep } from './policies-step.tsx'
import { PreviewStep } from './preview-step.tsx'
import { CredentialsStep } from './credentials-step.tsx'
import { MappingStep } from './mapping-step.tsx'
import type { StepProps } from './step-props.ts'
import { StepList } from './step-list.tsx'
import { isStep, ledTo, numberOf, steps, type Step } from './steps.ts'
import { SwitchStep } from './switch-step.tsx'
import { SystemStep } from './system-step.tsx'
import { TestStep } from './test-step.tsx'
import { texts } from './texts.ts'

const path = '/organisasjoner/$org/innstillinger/integrasjoner/ny/$step'
const from = `/signed-in${path}` as const

/** The way to an integration, a step at a time: each has an address, and keeps what was entered. */
export function WizardPage() {
  const say = useTexts(texts)
  const { org, step } = useParams({ from })
  const title = say(`step.${isStep(step) ? step : 'system'}`)
  return (
    <OnlyFor title={title} organizationId={org} roles={administrators}>
      <Asked org={org} step={step} title={title} />
    </OnlyFor>
  )
}

function Asked({ org, step, title }: { org: string; step: string; title: string }) {
  const settings = useRead(settingsRead(org))
  const name = nameOf(settings, org)
  return (
    <Page title={title} organization={name}>
      <p className="organization">{name}</p>
      <Shown read={settings} lines={6}>
        {(shown) => <Steps settings={shown} asked={step} />}
      </Shown>
    </Page>
  )
}

function Steps({ settings, asked }: { settings: Settings; asked: string }) {
  const say = useTexts(texts)
  const { org } = useParams({ from })
  const { userId } = useSession()
  const { entries, change, clear } = useEntries(userId, org)
  const navigate = useNavigate()
  const go = (to: Step) => navigate({ to: path, params: { org, step: to } })
  const { entered } = entries
  const { connector } = settings
  const reached = {
    isChosen: entered !== undefined,
    isSaved: connector !== null && (entered === undefined || entered.type === connector.type),
  }
  const step = ledTo(asked, reached)
  if (step !== asked) return <Navigate to={path} params={{ org, step }} replace />
  const props = { settings, entries, change, clear, go }
  return (
    <>
      <p>{say('of', { k: numberOf(step), n: steps.length })}</p>
      <StepList organizationId={org} step={step} reached={reached} />
      <Body step={step} {...props} />
    </>
  )
}

function Body({ step, ...props }: StepProps & { step: Step }) {
  const { connector } = props.settings
  const { entered } = props.entries
  if (step === 'palogging' && entered) return <CredentialsStep entered={entered} {...props} />
  if (step === 'test' && entered) return <TestStep entered={entered} {...props} />
  if (step === 'system' || !connector) return <SystemStep {...props} />
  if (step === 'kontering') return <MappingStep connector={connector} {...props} />
  if (step === 'bokforing') return <PoliciesStep connector={connector} {...props} />
  if (step === 'kontroll') return <PreviewStep {...props} />
  return <SwitchStep connector={connector} {...props} />
}
