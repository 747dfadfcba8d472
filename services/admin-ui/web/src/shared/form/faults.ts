import { Problem } from '../api/client.ts'

/** A place to put right. */
export interface FieldFault {
  /** The `name` of the field: of what a service refuses, the JSON pointer that it names. */
  readonly field: string
  readonly message: string
}

/** A service writes a pointer so where it has no word of its own. */
const dotted = (pointer: string) =>
  pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')

/**
 * The fields that a service refused; none where it refused for another reason. `labelOf`: what people call a field, put
 * in the place of its technical name. `placeOf`: the field of the page where it is put right.
 */
export function faultsOf(
  error: unknown,
  labelOf: (field: string) => string | undefined = () => undefined,
  placeOf: (field: string) => string = (field) => field,
): readonly FieldFault[] {
  if (!(error instanceof Problem)) return []
  return error.faults.map(({ field, message }) => {
    const label = labelOf(field)
    return {
      field: placeOf(field),
      message: label === undefined ? message : message.replace(dotted(field), () => label),
    }
  })
}

export const isConflict = (error: unknown): boolean =>
  error instanceof Problem && error.status === 412
