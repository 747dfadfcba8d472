type Direction = 'ascending' | 'descending'

export interface Sorting<Column extends string> {
  readonly column: Column
  readonly direction: Direction
}

export const turned = (direction: Direction): Direction =>
  direction === 'ascending' ? 'descending' : 'ascending'
