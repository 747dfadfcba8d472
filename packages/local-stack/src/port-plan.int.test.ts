import { createServer, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { anyFreePorts, portNames, seeThatPortsAreFree } from './port-plan.ts'

async function takenPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

test('a port that is taken is named, with who has it and what to do', async () => {
  const port = await takenPort()
  await expect(seeThatPortsAreFree({ config: port })).rejects.toThrow(
    new RegExp(`Port ${port} \\(config\\) is taken by (process ${process.pid}|another program)`),
  )
  await expect(seeThatPortsAreFree({ config: port })).rejects.toThrow('--port-base')
})

test('free ports are all different, and free', async () => {
  const ports = await anyFreePorts()
  expect(new Set(Object.values(ports)).size).toBe(portNames.length)
  await seeThatPortsAreFree(ports)
})
