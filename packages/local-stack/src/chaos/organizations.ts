import type { OrganizationSeed } from '@bilagsbro/simulators/business-central/seed'
import type { RestOrganizationSeed } from '@bilagsbro/simulators/rest-ledger/seed'
import { inBusinessCentral, inRestLedger, type OrganizationEntry } from '../demo-organizations.ts'
import { call, seedOrganizations, untilShown } from '../seed.ts'
import { neighbour, nomad, type Scene } from './scene.ts'

/** What an administrator enters and changes while the run goes on. */
export async function enterPlayed({ stack, session, plays }: Scene): Promise<void> {
  const { services, simulators } = stack.addresses()
  const token = () => stack.tokenFor('demo-global-admin')
  const restUrl = simulators['rest']!.url
  const entries: OrganizationEntry[] = []
  if (plays.has('numbers'))
    await session.ledgerOf('business-central').setUp('hlf', { postingNumberSeries: true })
  if (plays.has('moves')) {
    const central = session.ledgerOf('business-central')
    const [company] = await central.addOrganizations<OrganizationSeed>(nomad.prefix, 1)
    await session.ledgerOf('rest').addOrganizations(nomad.prefix, 1)
    entries.push(inBusinessCentral(company!))
  }
  if (plays.has('tenants')) {
    const rest = session.ledgerOf('rest')
    const [ledger] = await rest.addOrganizations<RestOrganizationSeed>(neighbour.prefix, 1)
    entries.push(inRestLedger(ledger!, restUrl))
  }
  await seedOrganizations({ configUrl: services['config']!.url, token, organizations: entries })
  await untilShown(
    entries.map(({ organizationId }) => organizationId),
    { statusUrl: services['status-query']!.url, token },
  )
}

const moveDeadlineMs = 120_000

/** From Business Central to a REST ledger: refused while postings are open there, and so asked until it is not. */
export async function moveNomad({ stack, session, report }: Scene): Promise<void> {
  const { services, simulators } = stack.addresses()
  const config = {
    url: services['config']!.url,
    token: () => stack.tokenFor('demo-global-admin'),
  }
  const path = `/organizations/${nomad.id}/connector`
  const [ledger] = await session
    .ledgerOf('rest')
    .addOrganizations<RestOrganizationSeed>(nomad.prefix, 1)
  const { connector } = inRestLedger(ledger!, simulators['rest']!.url)
  let refusal = ''
  const done = async (part: string, body: object) => {
    const accepted = async () => {
      try {
        await call(config, 'PUT', path + part, body)
        return true
      } catch (error) {
        refusal = (error as Error).message
        return false
      }
    }
    if (await session.eventually(accepted, moveDeadlineMs, 500)) return
    throw new Error(`${nomad.id} could not move within ${moveDeadlineMs / 1000} s: ${refusal}`)
  }
  await done('/state', { enabled: false, reason: 'It moves to another ledger.' })
  await done('', connector)
  await done('/state', { enabled: true })
  report(`${nomad.id} has moved from Business Central to a REST ledger`)
}
