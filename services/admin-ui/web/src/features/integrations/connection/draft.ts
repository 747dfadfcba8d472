import { isParts } from '../../../shared/form/merge.ts'
import type { ConnectorType, CredentialField, CredentialSchema, Draft } from '../queries.ts'

/** What somebody has entered, and may be kept in the browser's session: no secret is part of it. */
export interface EnteredTarget {
  readonly type: ConnectorType
  readonly target: Readonly<Record<string, string>>
  /** The way to sign in: the names of its secrets, joined by `+`; left out, the first way. */
  readonly way?: string
  /** The day that the secret expires, as it was written. */
  readonly expires?: string
  /** Secrets were entered: where there are none any more, the page was loaded again. */
  readonly hadSecrets?: boolean
}

/** Whether that is what was kept: a release later, or by another hand, it may be something else. */
export const isEntered = (value: unknown): value is EnteredTarget =>
  isParts(value) &&
  typeof value['type'] === 'string' &&
  isParts(value['target']) &&
  [...Object.values(value['target']), value['way'] ?? '', value['expires'] ?? ''].every(
    (text) => typeof text === 'string',
  )

export type Secrets = Readonly<Record<string, string>>

/** A way to sign in: secrets that belong together, and those that may be added. */
export interface Way {
  readonly id: string
  readonly secrets: readonly string[]
  readonly extras: readonly string[]
}

/** The ways to sign in that a schema offers: sets that hold no other set, and what larger ones add. */
export function waysOf({ secretSets }: Pick<CredentialSchema, 'secretSets'>): readonly Way[] {
  const smallest = secretSets.filter(
    (set) => !secretSets.some((other) => other.length < set.length && isWithin(other, set)),
  )
  return smallest.map((secrets) => {
    const larger = secretSets.filter((set) => isWithin(secrets, set)).flat()
    const extras = [...new Set(larger)].filter((name) => !secrets.includes(name))
    return { id: secrets.join('+'), secrets, extras }
  })
}

const isWithin = (set: readonly string[], other: readonly string[]) =>
  set.every((name) => other.includes(name))

/** The values that a field can have, where its pattern is a list of words: a choice, and no text. */
export function choicesOf({ pattern = '' }: CredentialField): readonly string[] | undefined {
  const words = /^\^\(([\w-]+(?:\|[\w-]+)+)\)\$$/.exec(pattern)?.[1]
  return words?.split('|')
}

/** Of systems that say by a field of their own how they are signed in to: what belongs to each answer. */
const restSignIn: Readonly<
  Record<string, { readonly way: string; readonly fields: readonly string[] }>
> = {
  api_key: { way: 'apiKey', fields: ['headerName'] },
  basic: { way: 'username+password', fields: [] },
  oauth2: {
    way: 'clientSecret',
    fields: ['tokenUrl', 'clientId', 'scope', 'clientAuthentication', 'audience'],
  },
}
const signInFields = Object.values(restSignIn).flatMap(({ fields }) => fields)

/** The way to sign in that was chosen; the first one before anybody chose. */
export function wayOf(schema: CredentialSchema, { type, target, way }: EnteredTarget): Way {
  const ways = waysOf(schema)
  const wanted = type === 'rest' ? restSignIn[target['authentication'] ?? '']?.way : way
  return ways.find(({ id }) => id === wanted) ?? ways[0]!
}

/** The fields that apply: those of the chosen way to sign in, and of no other. */
export function targetFields(
  schema: CredentialSchema,
  { type, target }: EnteredTarget,
): readonly CredentialField[] {
  const own = restSignIn[target['authentication'] ?? '']?.fields ?? []
  return schema.fields.filter(
    ({ kind, name }) =>
      kind === 'target' && (type !== 'rest' || own.includes(name) || !signInFields.includes(name)),
  )
}

export function secretFields(
  schema: CredentialSchema,
  entered: EnteredTarget,
): readonly CredentialField[] {
  const { secrets, extras } = wayOf(schema, entered)
  return [...secrets, ...extras].flatMap(
    (name) => schema.fields.find((field) => field.kind === 'secret' && field.name === name) ?? [],
  )
}

export const fieldName = ({ kind, name }: Pick<CredentialField, 'kind' | 'name'>) =>
  `/${kind === 'secret' ? 'secrets' : 'target'}/${name}`

export interface FoundFault {
  readonly field: CredentialField
  readonly kind: 'missing' | 'wrong'
}

/** What is missing or has not its form. `keepsStored`: secrets that are left empty stay as they are stored. */
export function faultsIn(
  schema: CredentialSchema,
  entered: EnteredTarget,
  secrets: Secrets,
  keepsStored: boolean,
): readonly FoundFault[] {
  const way = wayOf(schema, entered)
  const isNew = way.secrets.some((name) => secrets[name])
  const isOAuth = entered.type === 'rest' && entered.target['authentication'] === 'oauth2'
  const isNeeded = ({ kind, name, required }: CredentialField) =>
    kind === 'target'
      ? required || (isOAuth && ['tokenUrl', 'clientId'].includes(name))
      : way.secrets.includes(name) && (isNew || !keepsStored)
  return [...targetFields(schema, entered), ...secretFields(schema, entered)].flatMap(
    (field): FoundFault[] => {
      const value = valueOf(field, entered, secrets)
      if (value === '') return isNeeded(field) ? [{ field, kind: 'missing' }] : []
      const fits = field.pattern === undefined || new RegExp(field.pattern).test(value)
      return fits ? [] : [{ field, kind: 'wrong' }]
    },
  )
}

/** What stands around a value is no part of it, and is often pasted along; of a password it may be. */
function valueOf({ kind, name }: CredentialField, entered: EnteredTarget, secrets: Secrets) {
  const value = (kind === 'target' ? entered.target[name] : secrets[name]) ?? ''
  return name === 'password' ? value : value.trim()
}

/** What is tested and saved: fields that apply, and secrets that are set anew. */
export function draftOf(
  schema: CredentialSchema,
  entered: EnteredTarget,
  secrets: Secrets,
): Pick<Draft, 'type' | 'target' | 'secrets'> {
  const filled = (fields: readonly CredentialField[]) =>
    Object.fromEntries(
      fields.flatMap((field) => {
        const value = valueOf(field, entered, secrets)
        return value === '' ? [] : [[field.name, value]]
      }),
    )
  return {
    type: entered.type,
    target: filled(targetFields(schema, entered)),
    secrets: filled(secretFields(schema, entered)),
  }
}

/** The secret that a day of expiry is about: a certificate says its own. */
export const expiringSecret = (
  schema: CredentialSchema,
  entered: EnteredTarget,
): string | undefined =>
  wayOf(schema, entered).secrets.findLast(
    (name) => !['certificate', 'privateKey', 'username', 'clientId'].includes(name),
  )

/** Fields that belong together, in the order of the form; only the first group is always open where there are many. */
export interface Group {
  readonly name:
    | 'ledger'
    | 'sign_in'
    | 'voucher'
    | 'answer'
    | 'repeat'
    | 'look_up'
    | 'lists'
    | 'limits'
  readonly fields: readonly CredentialField[]
  /** May stay empty as a whole. */
  readonly isOptional: boolean
}

const restGroups: readonly (readonly [Group['name'], RegExp, isOptional: boolean])[] = [
  ['ledger', /^endpoint$/, false],
  ['voucher', /^(template|decimals)$/, false],
  ['answer', /^(answer(?!sLater)\w+|correlationHeader)$/, false],
  ['repeat', /^(idempotent|key\w+|answersLater)$/, false],
  ['look_up', /^lookUp/, true],
  ['lists', /^(accounts|costCentres)/, true],
  ['limits', /^requests/, true],
]

/** The target's fields and the secrets in groups; what is in no group is about signing in. */
export function groupsOf(schema: CredentialSchema, entered: EnteredTarget): readonly Group[] {
  const target = targetFields(schema, entered)
  const secrets = secretFields(schema, entered)
  if (entered.type !== 'rest')
    return [
      { name: 'ledger', fields: target, isOptional: false },
      { name: 'sign_in', fields: secrets, isOptional: false },
    ]
  const grouped = restGroups.map(([name, pattern, isOptional]) => ({
    name,
    fields: target.filter((field) => pattern.test(field.name)),
    isOptional,
  }))
  const others = target.filter(({ name }) => !restGroups.some(([, pattern]) => pattern.test(name)))
  const signIn = { name: 'sign_in', fields: [...others, ...secrets], isOptional: false } as const
  return [grouped[0]!, signIn, ...grouped.slice(1)].filter(({ fields }) => fields.length > 0)
}

/** What a form begins with: examples that an administrator changes, where a system is told everything. */
export const beginningOf = (type: ConnectorType): EnteredTarget =>
  type === 'rest' ? { type, target: restExample } : { type, target: {} }

const restExample = {
  authentication: 'api_key',
  idempotent: 'no',
  template: `{
  "reference": reference,
  "date": postingDate,
  "currency": currency,
  "text": description,
  "lines": [lines.{
    "account": account,
    "amount": amount,
    "text": description,
    "costCentre": dimensions[code = 'AVDELING'].value,
    "project": dimensions[code = 'PROSJEKT'].value
  }]
}`,
  answerNumber: 'status = 201 ? body.id',
  answerExample: '{"status": 201, "body": {"id": "V-1001"}}',
} as const
