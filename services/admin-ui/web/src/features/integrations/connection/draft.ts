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

type Filled = Pick<EnteredTarget, 'target'>

/** Whether a field counts: some do only where another has a certain value. */
const applies =
  ({ target }: Filled) =>
  ({ when }: CredentialField) =>
    !when || target[when.field] === when.is

/** Of systems that say by a field of their own how they are signed in to. */
export const isWayTold = ({ fields }: CredentialSchema): boolean =>
  fields.some(({ kind, when }) => kind === 'secret' && when)

const noWay: Way = { id: '', secrets: [], extras: [] }

/** The way to sign in that was chosen. Before anybody chose it is the first one, or none where a field says it. */
export function wayOf(schema: CredentialSchema, entered: EnteredTarget): Way {
  const ways = waysOf(schema)
  if (!isWayTold(schema)) return ways.find(({ id }) => id === entered.way) ?? ways[0]!
  const applying = schema.fields.filter(applies(entered)).map(({ name }) => name)
  return ways.find(({ secrets }) => isWithin(secrets, applying)) ?? noWay
}

/** The fields that apply: those of the chosen way to sign in, and of no other. */
export const targetFields = (
  { fields }: CredentialSchema,
  entered: EnteredTarget,
): readonly CredentialField[] =>
  fields.filter((field) => field.kind === 'target' && applies(entered)(field))

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

/** Of a field of the target that applies. */
export const isRequired = ({ required, when }: CredentialField): boolean =>
  required || when?.required === true

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
  const isNeeded = (field: CredentialField) =>
    field.kind === 'target'
      ? isRequired(field)
      : way.secrets.includes(field.name) && (isNew || !keepsStored)
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

/** Fields that belong together, in the order of the form. */
export interface Group {
  readonly name: string
  /** As the adapter calls it; left out where a kind of system has no groups of its own. */
  readonly label?: CredentialField['label']
  readonly fields: readonly CredentialField[]
  /** Seldom needed. */
  readonly rare: readonly CredentialField[]
  /** May stay empty as a whole. */
  readonly isOptional: boolean
}

/** The fields of the target and the secrets that apply, in groups: those of the schema, or where the ledger is and how to sign in. */
export function groupsOf(schema: CredentialSchema, entered: EnteredTarget): readonly Group[] {
  const applying = [...targetFields(schema, entered), ...secretFields(schema, entered)]
  const nameOf = ({ group, kind }: CredentialField) =>
    group ?? (kind === 'target' ? 'ledger' : 'sign_in')
  const known = schema.groups ?? [{ name: 'ledger' }, { name: 'sign_in' }]
  return known.flatMap((group): Group[] => {
    const all = applying.filter((field) => nameOf(field) === group.name)
    if (all.length === 0) return []
    const label = 'label' in group ? { label: group.label, isOptional: group.optional } : {}
    const fields = all.filter(({ rare }) => !rare)
    const rare = all.filter((field) => field.rare)
    return [{ name: group.name, isOptional: false, ...label, fields, rare }]
  })
}

/** An expression: any text that is not too long. */
export const isExpression = ({ pattern = '' }: CredentialField): boolean =>
  /^\^(\\s\*\\\{)?\[\^\]/.test(pattern)

/** The expressions among these that are empty, by what the adapter gives as examples of them. */
export const examplesFor = (
  fields: readonly CredentialField[],
  { target }: Filled,
): readonly { readonly field: CredentialField; readonly example: string }[] =>
  fields.flatMap((field) =>
    field.example !== undefined && isExpression(field) && !target[field.name]?.trim()
      ? [{ field, example: field.example }]
      : [],
  )
