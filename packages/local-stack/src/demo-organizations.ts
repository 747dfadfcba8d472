import {
  demoOrganizations,
  type OrganizationSeed,
} from '@bilagsbro/simulators/business-central/seed'

export { demoOrganizations }

/** How the demo organisations book: what an administrator would enter, for the chart of the simulator. */
export const demoMapping = {
  categories: {
    mileage: { account: '7100' },
    transport: { account: '7140' },
    taxi: { account: '7140' },
    toll: { account: '7140' },
    diet: { account: '7150' },
    meals: { account: '7160' },
    catering: { account: '7350' },
    course: { account: '6860' },
    office: { account: '6800' },
    honorarium: { account: '5390', costCenter: '400' },
    fee: { account: '7770' },
  },
  credits: { employee: '2910', volunteer: '2990', external: '2990' },
  dimensions: { costCenter: 'AVDELING', project: 'PROSJEKT' },
  policies: { postingDate: 'approval', freeText: false },
} as const

/** What an administrator would enter for the connection to Business Central. */
export const connectorOf = (seed: OrganizationSeed) => ({
  type: 'dynamics',
  target: {
    tenantId: seed.tenantId,
    environment: seed.environment,
    companyId: seed.companyId,
    clientId: seed.clientId,
  },
  secrets: { clientSecret: seed.clientSecret },
})
