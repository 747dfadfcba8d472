import { createHash } from 'node:crypto'
import type { SealKey } from '../seal-key.ts'

/** What an archive holds of an organisation. */
export interface Part {
  readonly organizationId: string
  /** Files beside the manifest, of JSON Lines that are packed. Payloads are apart, so that they can be erased. */
  readonly log: string
  readonly payloads: string
  /** Those that are sealed, in the order of the chain. */
  readonly entries: number
  /** Those from before the chain. */
  readonly before: number
  /** SHA-256 of the sealed ids, each with a line feed behind it. */
  readonly ids: string
  /** Of the file of the log. */
  readonly sha256: string
  /** The last head of the organisation's chain when it was archived. */
  readonly head: { readonly no: number; readonly entries: number; readonly head: string } | null
}

/** What an archive holds, and which archive was made before it. */
export interface Manifest {
  readonly v: 1
  readonly archive: string
  readonly chain: string
  readonly no: number
  /** SHA-256 of the manifest before this one. */
  readonly previous: string | null
  readonly archivedAt: string
  readonly organizations: readonly Part[]
}

export const manifestFile = 'manifest.json'
export const signatureFile = 'signature.json'

export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 1)}\n`

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const signedText = (manifest: string) => `bilagsbro log archive\n${sha256(manifest)}`

export function signatureOf(manifest: string, key: SealKey): string {
  const signature = { keyId: key.id, signature: key.sign(signedText(manifest)) }
  return `${JSON.stringify(signature)}\n`
}

export function isSigned(manifest: string, signature: string, key: SealKey): boolean {
  const said = JSON.parse(signature) as { readonly keyId: string; readonly signature: string }
  return key.signed(signedText(manifest), said.keyId, said.signature)
}

/** Proves with one hash all archives of an organisation up to one, so that the newest entry about them proves them all. */
export const proofOf = (
  before: string,
  {
    name,
    manifest,
    ids,
  }: { readonly name: string; readonly manifest: string; readonly ids: string },
): string => sha256([before, name, manifest, ids].join('\n'))
