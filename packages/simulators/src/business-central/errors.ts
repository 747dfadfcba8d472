/** A refusal of Business Central, with the vendor's code and both of the languages it may be told in. */
export class BusinessCentralError extends Error {
  readonly status: number
  readonly code: string
  readonly norwegian: string

  constructor(status: number, code: string, english: string, norwegian: string = english) {
    super(english)
    this.status = status
    this.code = code
    this.norwegian = norwegian
  }
}

const refuse = (status: number, code: string) => (english: string, norwegian?: string) =>
  new BusinessCentralError(status, code, english, norwegian)

/** An `Error()` in the application's code. */
export const dialogError = refuse(400, 'Application_DialogException')
/** A `TestField` or `FieldError`. */
export const fieldError = refuse(400, 'Application_FieldValidationException')
export const badRequest = refuse(400, 'BadRequest')
export const readOnly = (field: string) =>
  new BusinessCentralError(400, 'BadRequest_InvalidOperation', `Control '${field}' is read-only`)
export const notDeclared = (field: string, type: string) =>
  badRequest(
    `The property '${field}' does not exist on type 'Microsoft.NAV.${type}'. Make sure to only use property names that are defined by the type.`,
  )
export const resourceNotFound = (segment: string) =>
  new BusinessCentralError(
    404,
    'BadRequest_ResourceNotFound',
    `Resource not found for the segment '${segment}'.`,
  )
export const recordNotFound = (table: string, id: string) =>
  new BusinessCentralError(
    404,
    'Internal_RecordNotFound',
    `The ${table} does not exist. Identification fields and values: SystemId='{${id.toUpperCase()}}'`,
  )
export const methodNotAllowed = (method: string, entitySet: string) =>
  new BusinessCentralError(
    405,
    'BadRequest_MethodNotAllowed',
    `'${method}' requests for '${entitySet}' of EdmType 'Entity' are not allowed within Microsoft Dynamics 365 Business Central OData web services.`,
  )
export const sameKeyExists = (table: string, keys: string) =>
  new BusinessCentralError(
    400,
    'Internal_EntityWithSameKeyExists',
    `The record in table ${table} already exists. Identification fields and values: ${keys}`,
  )
export const missingToken = () =>
  new BusinessCentralError(
    400,
    'BadRequest_InvalidToken',
    'Could not validate the client concurrency token required by the service. Please provide a valid token in the client request.',
  )
export const entityChanged = () =>
  new BusinessCentralError(
    409,
    'Request_EntityChanged',
    'Another user has already changed the record.',
  )
export const companyNotFound = () =>
  new BusinessCentralError(
    404,
    'Internal_CompanyNotFound',
    'Cannot process the request because the default company cannot be found. You can specify a default company in the service configuration file, or specify one for each tenant, or you can add a query string in the form of "company=[name]". You can see the available companies by accessing the default OData web service, Company. For more information, see "OData Web Services" in Help.',
  )
export const environmentNotFound = (environment: string) =>
  new BusinessCentralError(404, 'NoEnvironment', `Environment '${environment}' does not exist.`)
export const invalidCredentials = () =>
  new BusinessCentralError(
    401,
    'Authentication_InvalidCredentials',
    'The server has rejected the client credentials.',
  )
export const notInRelatedTable = (field: string, value: string, related: string) =>
  new BusinessCentralError(
    400,
    'Internal_InvalidTableRelation',
    `The field ${field} of table Gen. Journal Line contains a value (${value}) that cannot be found in the related table (${related}).`,
    `Feltet ${field} i tabellen Gen. Journal Line inneholder en verdi (${value}) som ikke finnes i den relaterte tabellen (${related}).`,
  )
export const tooLong = (value: string, most: number) =>
  new BusinessCentralError(
    400,
    'Application_StringExceededLength',
    `The length of the string is ${value.length}, but it must be less than or equal to ${most} characters. Value: ${value}`,
    `Strengen er ${value.length} tegn lang, men kan ikke være lengre enn ${most} tegn. Verdi: ${value}`,
  )

/** `TestField` on a G/L account, with the vendor's two spaces. */
export const accountMustBe = (field: string, wanted: string, number: string, current: string) =>
  fieldError(
    `${field} must be equal to '${wanted}'  in G/L Account: No.=${number}. Current value is '${current}'.`,
    `${field} må være lik '${wanted}'  i Finanskonto: Nr.=${number}. Gjeldende verdi er '${current}'.`,
  )
