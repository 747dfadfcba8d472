import type { MappingRules } from '@bilagsbro/booking/mapping'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTable, toTable } from './mapping-table.ts'

const numbered = (rows: readonly (readonly string[])[]) =>
  rows.map((cells, at) => ({ number: at + 1, cells }))
const read = (...rows: string[][]) => readTable(numbered(rows))
const faultsOf = (...rows: string[][]) => {
  const result = read(...rows)
  return result.ok ? [] : (result.error.faults ?? []).map(({ field }) => field)
}

const code = fc.stringMatching(/^[A-Z0-9][A-Za-z0-9 ]{0,10}[a-z0-9]$/)
const maybe = fc.option(code, { nil: undefined })
const rest = { vatCode: maybe, costCenter: maybe, project: maybe }
const rules: fc.Arbitrary<MappingRules> = fc.record({
  categories: fc.dictionary(code, fc.record({ account: code, ...rest }), { minKeys: 1 }),
  credits: fc.record({ employee: code, volunteer: maybe, external: maybe }),
  subledgers: fc.record({ external: fc.constantFrom('supplier' as const, 'employee' as const) }),
  dimensions: fc.constant({}),
  defaults: fc.record({ ...rest, vatCode: code }),
})
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown

describe('a table', () => {
  test('says the whole mapping: what is written is read again', () => {
    fc.assert(
      fc.property(rules, (given) => {
        const result = readTable(numbered(toTable(given)))
        if (!result.ok) throw new Error(result.error.code)
        const { places: _places, ...parts } = result.value
        expect(plain({ ...parts, dimensions: {} })).toEqual(plain(given))
      }),
    )
  })

  test('answers whatever cells it has', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('Type', 'Konto', 'Utgiftstype', 'mottaker', 'ansatt', '__proto__'),
    )
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 9 }), (rows) => {
        const result = readTable(numbered(rows))
        expect(result.ok || result.error.code).toBe(result.ok || 'mapping.table_invalid')
      }),
    )
  })

  test('takes the names of its columns and kinds in three languages, in any case and order', () => {
    expect(read(['ACCOUNT', 'category'], ['7140', 'taxi'])).toMatchObject({
      value: { categories: { taxi: { account: '7140' } } },
    })
    expect(
      read(['Kind', 'Key', 'Konto', 'Sub-ledger'], ['Mottakar', 'tilsett', '', 'supplier']),
    ).toMatchObject({ value: { credits: {}, subledgers: { employee: 'supplier' } } })
  })

  test('has the cells that were ever wider left out', () => {
    expect(
      read(
        ['Utgiftstype', 'Konto', '', ''],
        ['taxi', '7140', '', '\u00a0'],
        ['hotel', '7150', '', '', ''],
      ),
    ).toMatchObject({ value: { categories: { taxi: { account: '7140' }, hotel: {} } } })
    expect(faultsOf(['Utgiftstype', '', 'Konto'], ['taxi', '', '7140'])).toEqual(['/lines/1'])
  })

  test('reads names without what nobody sees', () => {
    expect(read(['Utgiftstype\u00a0', 'Konto'], ['Ma\u030altid\u00a0', ' 7140'])).toMatchObject({
      value: { categories: { Måltid: { account: '7140' } } },
    })
    expect(faultsOf(['Utgiftstype', 'Konto'], ['måned', '1'], ['ma\u030aned ', '2'])).toEqual([
      '/lines/3/Utgiftstype eller mottaker',
    ])
  })

  test('leaves out a part that it has no line of', () => {
    const result = read(['Utgiftstype', 'Konto'], ['taxi', '7140'])
    expect(result.ok && Object.keys(result.value)).toEqual(['categories', 'places'])
  })

  test.each([
    [['Utgiftstype', 'Konto'], [], ['/lines/1']],
    [
      ['Utgiftstype', 'Sum'],
      ['taxi', '1'],
      ['/lines/1', '/lines/1'],
    ],
    [['Utgiftstype', 'Konto'], ['', '7140'], ['/lines/2/Utgiftstype eller mottaker']],
    [['Utgiftstype', 'Konto'], ['taxi'], ['/lines/2/Konto']],
    [['Utgiftstype', 'Konto'], ['taxi', '7140', 'x'], ['/lines/2/Type']],
    [['Type', 'Utgiftstype', 'Konto'], ['mottaker', 'ansatt', ''], ['/lines/2/Konto']],
  ])('with the columns %j and the line %j is refused at %j', (head, line, fields) => {
    expect(faultsOf(head, ...(line.length > 0 ? [line] : []))).toEqual(fields)
  })
})
