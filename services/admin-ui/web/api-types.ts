import openapiTs, { astToString, type OpenAPI3 } from 'openapi-typescript'

/** The TypeScript types of what an OpenAPI document describes. */
export const typesOf = async (document: object): Promise<string> =>
  astToString(await openapiTs(document as OpenAPI3, { alphabetize: true }))
