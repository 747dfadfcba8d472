import type { Alert } from './alert.ts'

/** The page that shows what an alert is about, as a path on the address of the pages. */
export const linkOf = ({ id, organizationId }: Pick<Alert, 'id' | 'organizationId'>): string =>
  `/organisasjoner${organizationId === undefined ? '' : `/${organizationId}`}?varsel=${id}`
