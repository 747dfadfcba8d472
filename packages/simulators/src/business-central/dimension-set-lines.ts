import type { Dimension, DimensionSet, DimensionValue } from './account.ts'
import type { JournalLine } from './company.ts'
import { type DimensionRow, journalLineParent } from './entities.ts'
import { dialogError, notDeclared, readOnly, recordNotFound } from './errors.ts'
import { type Body, readCode, readGuid } from './input.ts'
import { nextStamp, type Session } from './session.ts'

export const rowOf = (line: JournalLine, value: DimensionValue): DimensionRow => ({
  parentId: line.id,
  parentType: journalLineParent,
  value,
  stamp: line.stamp,
})

export function valueOn(line: JournalLine, dimensionId: string): DimensionValue {
  const value = line.dimensions.find((one) => one.dimension.id === dimensionId)
  if (!value) throw recordNotFound('Dimension Set Entry Buffer', dimensionId)
  return value
}

export function addDimension(session: Session, line: JournalLine, body: Body): DimensionValue {
  const { dimension, value } = readRow(session, body, undefined)
  if (!dimension) throw dialogError('The "id" or "code" field must be filled in.')
  if (!value) throw dialogError('The "valueId" or "valueCode" field must be filled in.')
  if (line.dimensions.some((one) => one.dimension === dimension))
    throw dialogError(
      'The dimension set line already exists. Check existing dimension set lines and the default dimension set lines on the parent.',
      'Dimensjonssettlinjen finnes allerede. Kontroller eksisterende dimensjonssettlinjer og standard dimensjonssettlinjer på den overordnede.',
    )
  setDimensions(session, line, [...line.dimensions, value])
  return value
}

export function changeDimension(
  session: Session,
  line: JournalLine,
  before: DimensionValue,
  body: Body,
): DimensionValue {
  const { dimension, value } = readRow(session, body, before.dimension)
  if (dimension !== before.dimension)
    throw dialogError('The "id" and "code" fields cannot be modified.')
  if (!value) return before
  setDimensions(
    session,
    line,
    line.dimensions.map((one) => (one === before ? value : one)),
  )
  return value
}

export function removeDimension(session: Session, line: JournalLine, gone: DimensionValue): void {
  setDimensions(
    session,
    line,
    line.dimensions.filter((one) => one !== gone),
  )
}

function setDimensions(session: Session, line: JournalLine, dimensions: DimensionSet): void {
  const { dimensions: before, stamp } = line
  line.dimensions = dimensions
  line.stamp = nextStamp()
  session.undo?.push(() => {
    line.dimensions = before
    line.stamp = stamp
  })
}

function readRow(session: Session, body: Body, current: Dimension | undefined) {
  const { company } = session
  let dimension = current
  let value: DimensionValue | undefined
  for (const field in body) {
    const given = body[field]
    if (field === 'id') dimension = found('id', company.dimensionsById.get(readGuid(field, given)))
    else if (field === 'code') {
      const byCode = found('code', company.dimensions.get(readCode(field, given, 20)))
      if ('id' in body && byCode !== dimension)
        throw dialogError('The dimension field values do not match to a specific Dimension.')
      dimension = byCode
    } else if (field === 'valueId')
      value = foundValue('valueId', company.valuesById.get(readGuid(field, given)))
    else if (field === 'valueCode')
      value = foundValue('valueCode', dimension?.values.get(readCode(field, given, 20)))
    else if (readOnlyFields.has(field)) throw readOnly(field)
    else if (!field.includes('@')) throw notDeclared(field, 'dimensionSetLine')
  }
  return { dimension, value }
}
const readOnlyFields = new Set([
  'consolidationCode',
  'parentId',
  'parentType',
  'valueConsolidationCode',
  'displayName',
  'valueDisplayName',
])

function found(field: string, dimension: Dimension | undefined): Dimension {
  if (dimension) return dimension
  throw dialogError(
    `The "${field}" does not match to a Dimension.`,
    `"${field}" samsvarer ikke med en dimensjon.`,
  )
}

function foundValue(field: string, value: DimensionValue | undefined): DimensionValue {
  if (value) return value
  throw dialogError(
    `The "${field}" does not match to a Dimension Value.`,
    `"${field}" samsvarer ikke med en dimensjonsverdi.`,
  )
}
