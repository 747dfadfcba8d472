import type { CredentialField } from '@bilagsbro/adapter-api/credential-schema'
import { pointerTo, type Refusal } from '@bilagsbro/kernel/result'
import { fault } from './refusals.ts'

/** What adapters refuse one field of the settings for. */
const ofFields = new Set(['address', 'answer', 'catalogue', 'credentials', 'look_up', 'template'])

const templateFaults = {
  'template.syntax': 'field.template_syntax',
  'template.failed': 'field.template_failed',
  'template.no_amount': 'field.template_no_amount',
  'template.inexact': 'field.template_inexact',
  'template.no_object': 'field.template_no_object',
  'template.no_reference': 'field.template_no_reference',
  'template.not_json': 'field.template_not_json',
  'template.too_large': 'field.template_too_large',
} as const

/**
 * An adapter's refusal of settings, tied to the field that it is about. An adapter names the field at the beginning of
 * its sentence, the narrower one last; a refusal that names none stays as it is.
 */
export function atField(refusal: Refusal, fields: readonly CredentialField[]): Refusal {
  const { code, message = '', ...others } = refusal
  if (refusal.kind !== 'invalid' || !ofFields.has(code.split('.')[0]!)) return refusal
  const incomplete = /^The connection's (\w+) is missing/.exec(message)?.[1]
  const { name, said } = named(message, incomplete)
  const field = fields.find((one) => one.name === name)
  if (!field) return refusal
  const pointer = pointerTo(field.kind === 'target' ? 'target' : 'secrets', field.name)
  const known = templateFaults[code as keyof typeof templateFaults]
  const found = incomplete
    ? fault(pointer, 'field.incomplete', {})
    : fault(pointer, known ?? 'field.refused', { said })
  return { ...others, kind: 'invalid', code, faults: [found] }
}

function named(said: string, name?: string): { readonly name?: string; readonly said: string } {
  const [whole, next] = /^(\w+): /.exec(said) ?? []
  if (whole !== undefined && next !== undefined) return named(said.slice(whole.length), next)
  return name === undefined ? { said } : { name, said }
}
