import { connect } from 'node:net'

const metadata = 3
const version = 5

/** Whether a broker answers a metadata request and counts itself in; an open port alone comes seconds earlier. */
export function brokerAnswers(host: string, port: number, deadlineMs = 1000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    let received = Buffer.alloc(0)
    const settle = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(deadlineMs, () => settle(false))
    socket.once('error', () => settle(false))
    socket.once('close', () => settle(false))
    socket.once('connect', () => socket.write(metadataRequest()))
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      if (received.length >= 16) settle(received.readInt32BE(12) > 0)
    })
  })
}

/** Asks for no topics: the answer starts with length, correlation id, throttle time and the number of brokers. */
function metadataRequest(): Buffer {
  const client = Buffer.from('bilagsbro')
  const body = Buffer.alloc(8 + 2 + client.length + 4 + 1)
  body.writeInt16BE(metadata, 0)
  body.writeInt16BE(version, 2)
  body.writeInt32BE(1, 4)
  body.writeInt16BE(client.length, 8)
  client.copy(body, 10)
  const size = Buffer.alloc(4)
  size.writeInt32BE(body.length)
  return Buffer.concat([size, body])
}
