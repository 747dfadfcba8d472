import { request, type IncomingMessage } from 'node:http'

/** A client of a stream, from its headers on. */
export async function follow(url: string, headers: Record<string, string>) {
  const asked = request(url, { headers, agent: false })
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve).once('error', reject).end()
  })
  let text = ''
  let ended: 'in order' | 'cut off' | undefined
  answer
    .setEncoding('utf8')
    .on('data', (more: string) => void (text += more))
    .on('end', () => void (ended ??= 'in order'))
    .on('error', () => void (ended ??= 'cut off'))
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: () => text,
    ended: () => ended,
    lastEventId: () => [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? '',
    pause: () => void answer.pause(),
    leave: () => void answer.destroy(),
  }
}
