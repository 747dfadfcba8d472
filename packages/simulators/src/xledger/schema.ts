import { isDayOfCalendar } from '#calendar.ts'
import { buildSchema, GraphQLError, isScalarType } from 'graphql'

type Fields = Readonly<Record<string, string>>

const moments = { createdAt: 'DateTimeString', modifiedAt: 'DateTimeString' }
const named = { dbId: 'Int64String', ownerDbId: 'Int64String', code: 'String', ...moments }
const described = { ...named, description: 'String' }
const line: Fields = {
  dbId: 'Int64String',
  ownerDbId: 'Int64String',
  createdAt: 'DateTimeString',
  modifiedAt: 'DateTimeString',
  extIdentifier: 'String',
  postedDate: 'DateString',
  amount: 'MoneyString',
  invoiceAmount: 'MoneyString',
  text: 'String',
  invoiceNumber: 'String',
  yourReference: 'String',
}
const references: Fields = {
  account: 'Account',
  taxRule: 'ObjectValue',
  glObject1: 'ObjectValue',
  glObject2: 'ObjectValue',
  glObject3: 'ObjectValue',
  glObject4: 'ObjectValue',
  glObject5: 'ObjectValue',
  project: 'Project',
  subledger: 'Subledger',
  transactionSource: 'TransactionSource',
  currency: 'Currency',
}

interface EntityType {
  readonly type: string
  /** What can be filtered by, and shown. */
  readonly fields: Fields
  /** What can only be shown. */
  readonly shown?: Fields
}

/** The root fields of queries, as far as clients were seen to use them. */
const entityTypes = {
  accounts: {
    type: 'Account',
    fields: { ...described, posting: 'Boolean', balanceSheet: 'Boolean' },
  },
  objectKinds: { type: 'ObjectKind', fields: { dbId: 'Int64String', name: 'String' } },
  objectValues: {
    type: 'ObjectValue',
    fields: { ...described, objectKindDbId: 'Int64String', posting: 'Boolean' },
  },
  projects: { type: 'Project', fields: { ...described, allowPosting: 'Boolean' } },
  suppliers: { type: 'Supplier', fields: described },
  employees: { type: 'Employee', fields: described },
  subledgers: { type: 'Subledger', fields: described },
  entities: { type: 'Entity', fields: described },
  currencies: { type: 'Currency', fields: described },
  glImportItems: {
    type: 'GLImportItem',
    fields: { ...line, trRegNumber: 'Int64String' },
    shown: references,
  },
  glImportItemErrors: {
    type: 'GLImportItemError',
    fields: {
      dbId: 'Int64String',
      ownerDbId: 'Int64String',
      ...moments,
      message: 'String',
      transactionDbId: 'Int64String',
    },
    shown: { errorLevel: 'ErrorLevel' },
  },
  journalEntries: {
    type: 'JournalEntry',
    fields: { ...line, transactionNumber: 'Int64String' },
    shown: references,
  },
  journalHeaders: {
    type: 'JournalHeader',
    fields: {
      dbId: 'Int64String',
      ownerDbId: 'Int64String',
      ...moments,
      transactionNumber: 'Int64String',
      postedDate: 'DateString',
    },
    shown: { transactionSource: 'TransactionSource' },
  },
} satisfies Readonly<Record<string, EntityType>>
export type EntityName = keyof typeof entityTypes
export const entityNames = Object.keys(entityTypes) as EntityName[]

const listed = (fields: Fields) =>
  Object.entries(fields)
    .map(([name, type]) => `${name}: ${type}`)
    .join(' ')

const comparisons = ['gt', 'gte', 'lt', 'lte'] as const
const filterFields = (fields: Fields) =>
  Object.entries(fields)
    .flatMap(([name, type]) => [
      `${name}: ${type}`,
      `${name}_in: [${type}!]`,
      ...comparisons.map((how) => `${name}_${how}: ${type}`),
    ])
    .join(' ')

const entityText = ({ type, fields, shown = {} }: EntityType) => `
  type ${type} { ${listed({ ...fields, ...shown })} }
  type ${type}Edge { cursor: String node: ${type} }
  type ${type}Connection { edges: [${type}Edge!] pageInfo: PageInfo! }
  input ${type}Filter { ${filterFields(fields)} AND: [${type}Filter!] OR: [${type}Filter!] }`

const queryText = Object.entries(entityTypes)
  .map(
    ([name, { type }]) =>
      `${name}(first: Int, last: Int, after: String, before: String, filter: ${type}Filter,
        objectStatus: ObjectStatus = OPEN, ownerSet: OwnerSet = CURRENT): ${type}Connection`,
  )
  .join('\n')

export const schema = buildSchema(`
  scalar MoneyString
  scalar Int64String
  scalar DateString
  scalar DateTimeString
  enum ObjectStatus { ALL OPEN CLOSED }
  enum OwnerSet { CURRENT UPPER LOWER MINE ALL }
  enum YesNo { YES NO }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! }
  type TransactionSource { code: String }
  type ErrorLevel { code: String name: String }
  ${Object.values(entityTypes).map(entityText).join('\n')}
  input Reference { dbId: Int64String dbSubId: Int code: String showAlternatives: YesNo }
  input GLImportItemInput {
    owner: Reference transactionSource: Reference trRegNumber: Int64String trItemNumber: Int
    postedDate: DateString invoiceDate: DateString dueDate: DateString
    account: Reference taxRule: Reference text: String
    amount: MoneyString invoiceAmount: MoneyString currency: Reference exchangeRate: MoneyString
    glObject1: Reference glObject2: Reference glObject3: Reference glObject4: Reference
    glObject5: Reference project: Reference subledger: Reference
    invoiceNumber: String yourReference: String extOrderNumber: String extIdentifier: String
    jobLevel: Reference
  }
  input AddGLImportItemsInput { clientId: String node: GLImportItemInput! }
  type AddedGLImportItem { clientId: String node: GLImportItem }
  type AddedGLImportItems { edges: [AddedGLImportItem!] }
  type Mutation { addGLImportItems(inputs: [AddGLImportItemsInput!]!): AddedGLImportItems }
  type Query { ${queryText} }
`)

/** Money and ids come as text or as numbers; what is neither is refused, in a filter as in a line. */
const scalars: Readonly<Record<string, (text: string) => boolean>> = {
  Int64String: (text) => /^-?\d{1,19}$/.test(text),
  MoneyString: (text) => /^-?\d{1,15}(\.\d+)?$/.test(text),
  DateString: isDayOfCalendar,
  DateTimeString: (text) =>
    /^\d{4}-\d\d-\d\d([T ]|$)/.test(text) && !Number.isNaN(Date.parse(text)),
}
for (const [name, isOne] of Object.entries(scalars)) {
  const scalar = schema.getType(name)
  if (isScalarType(scalar))
    scalar.coerceInputValue = (value) => {
      if ((typeof value === 'string' || typeof value === 'number') && isOne(String(value)))
        return value
      throw new GraphQLError(`${name} cannot represent ${JSON.stringify(value)}.`)
    }
}
