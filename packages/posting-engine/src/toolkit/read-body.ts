import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib'
import type { Dispatcher } from 'undici'

/** The most bytes of an unpacked answer: as many as an answer that is not compressed may have. */
const mostBytes = 64 * 1024 * 1024

/** Of `Content-Encoding` (RFC 9110, section 8.4). */
const decoders = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
} as const

/**
 * The text of an answer, decompressed where a server or a gateway compressed it without being asked. Throws for a
 * coding that is not known, for what cannot be decoded, and for what becomes too much: such an answer counts as lost.
 */
export async function readText(
  { headers, body }: Pick<Dispatcher.ResponseData, 'headers' | 'body'>,
  most = mostBytes,
): Promise<string> {
  const codings = codingsOf(headers['content-encoding'])
  if (codings.length === 0) return await body.text()
  let bytes: Buffer = Buffer.from(await body.arrayBuffer())
  // An answer to HEAD, and many a 204, names a coding and has nothing in it.
  if (bytes.length === 0) return ''
  for (const coding of codings.toReversed()) {
    const decode = decoders[coding as keyof typeof decoders]
    if (!decode || codings.length > 2) throw new Error(`an answer in the coding ${coding}`)
    bytes = await decode(bytes, { maxOutputLength: most })
  }
  return bytes.toString('utf8')
}

const codingsOf = (header: string | string[] | undefined): string[] =>
  String(header ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
