import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { afterEach } from 'vitest'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`
}

/** A provider whose connections are counted, and which may treat requests by their number on the connection. */
export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse, nth: number) => void = (_, response) =>
    response.end('good'),
) {
  const connections: Socket[] = []
  const seen: { method: string; headers: IncomingMessage['headers']; text: string; nth: number }[] = []
  const counts = new Map<Socket, number>()
  const server = createServer((request, response) => {
    const nth = (counts.get(request.socket) ?? 0) + 1
    counts.set(request.socket, nth)
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      seen.push({ method: request.method ?? '', headers: request.headers, text, nth })
      answer(request, response, nth)
    })
  })
  server.on('connection', (socket) => connections.push(socket))
  open.push(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: await listen(server), connections, seen }
}

/** A server that says something that no server of HTTP should. */
export async function speak(text: string | Uint8Array) {
  let closed = 0
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.on('close', () => {
      closed += 1
    })
    socket.once('data', () => socket.write(text))
    open.push(() => socket.destroy())
  })
  open.push(() => server.close())
  return { url: await listen(server), closed: () => closed }
}
