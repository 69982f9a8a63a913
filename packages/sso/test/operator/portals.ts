import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { decodeJwt } from 'jose'

/** A request for a logout, as a portal got it. */
export interface Heard {
  readonly path: string
  readonly type: string | undefined
  readonly token: string
  readonly claims: Record<string, unknown>
}

export type Behave = (request: IncomingMessage, response: ServerResponse, heard: Heard) => void

export interface Portals {
  readonly origin: string
  readonly port: number
  readonly heard: Heard[]
  /** How many requests were there at once, at most. */
  readonly most: () => number
  close(): Promise<void>
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

/** Portals on one port of this machine, told apart by their paths, that do with a logout what a test says. */
export async function startPortals(behave: Behave): Promise<Portals> {
  const heard: Heard[] = []
  let now = 0
  let most = 0
  const server = createServer(async (request, response) => {
    now += 1
    most = Math.max(most, now)
    response.on('close', () => {
      now -= 1
    })
    const token = new URLSearchParams(await readText(request)).get('logout_token') ?? ''
    const claims = token === '' ? {} : decodeJwt(token)
    const one = { path: request.url ?? '', type: request.headers['content-type'], token, claims }
    heard.push(one)
    behave(request, response, one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    heard,
    most: () => most,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A server that speaks to a connection as it likes. */
export async function startRaw(
  speak: (socket: Socket) => void,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    speak(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A port on which nobody listens. */
export async function deadPort(): Promise<number> {
  const { port, close } = await startRaw(() => {})
  await close()
  return port
}
