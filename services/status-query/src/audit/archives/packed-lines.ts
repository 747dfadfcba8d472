import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { StringDecoder } from 'node:string_decoder'
import { createGunzip, createGzip } from 'node:zlib'

export interface PackedLines {
  write(line: string): Promise<void>
  /** The hash of the file, and that of what is packed in it, once the file is on the disk. */
  end(): Promise<{ readonly sha256: string; readonly content: string }>
}

/** Makes a file of lines, packed by gzip. A file that is there already is a fault. */
export function writePacked(path: string): PackedLines {
  const [packed, content] = [createHash('sha256'), createHash('sha256')]
  const gzip = createGzip()
  const written = pipeline(
    gzip,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        packed.update(chunk)
        yield chunk
      }
    },
    createWriteStream(path, { flags: 'wx', flush: true }),
  )
  written.catch(() => undefined)
  return {
    async write(line) {
      content.update(line).update('\n')
      if (!gzip.write(`${line}\n`)) await Promise.race([once(gzip, 'drain'), written])
    },
    async end() {
      gzip.end()
      await written
      return { sha256: packed.digest('hex'), content: content.digest('hex') }
    },
  }
}

/** The lines of a packed file; `onEnd` is told the hash of the file when all were read. Throws where it cannot be unpacked. */
export async function* readPacked(
  path: string,
  onEnd: (sha256: string) => void = () => undefined,
): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const file = createReadStream(path)
  const unpacked = createGunzip()
  file.on('data', (chunk) => hash.update(chunk))
  const done = pipeline(file, unpacked)
  done.catch(() => undefined)
  const decoder = new StringDecoder('utf8')
  let rest = ''
  try {
    for await (const chunk of unpacked) {
      const lines = (rest + decoder.write(chunk as Buffer)).split('\n')
      rest = lines.pop()!
      yield* lines
    }
    await done
    if (rest + decoder.end() !== '') throw new Error(`${path} ends within a line.`)
    onEnd(hash.digest('hex'))
  } finally {
    file.destroy()
  }
}

/** Makes what was named in a folder outlast a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
