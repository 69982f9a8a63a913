import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { createLeaf, createRoot } from '../../src/ca/index.ts'
import { createPrivateKey, encodePem, exportPrivateKey } from '../../src/index.ts'

/** A server on this machine that is gone, with its connections, when `close` is called. */
export interface Loopback {
  readonly port: number
  /** Connections that are open now. */
  open(): number
  close(): Promise<void>
}

const running: Loopback[] = []

/** Ends every server that was started. */
export async function closeServers(): Promise<void> {
  await Promise.all(running.splice(0).map(({ close }) => close()))
}

export async function listen(server: Server): Promise<Loopback> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const started: Loopback = {
    port: (server.address() as AddressInfo).port,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
  running.push(started)
  return started
}

export const serve = (listener: RequestListener): Promise<Loopback> => listen(createServer(listener))

/** A server of TLS with a certificate for a name, and the PEM of the authority that made it. */
export async function serveTls(name: string, listener: RequestListener): Promise<Loopback & { ca: string }> {
  const period = { notBefore: new Date(Date.now() - 3_600_000), notAfter: new Date(Date.now() + 3_600_000) }
  const [rootKey, key] = [await createPrivateKey('P-256'), await createPrivateKey('P-256')]
  const root = await createRoot({ subject: { commonName: 'root' }, key: rootKey, ...period })
  const leaf = await createLeaf({
    issuer: { certificate: root, key: rootKey },
    publicKey: key.publicKey,
    subject: { commonName: 'server' },
    subjectAltName: { dns: [name] },
    ...period,
  })
  const server = createTlsServer(
    { key: encodePem('PRIVATE KEY', exportPrivateKey(key)), cert: encodePem('CERTIFICATE', leaf.raw) },
    listener,
  )
  return { ...(await listen(server as unknown as Server)), ca: encodePem('CERTIFICATE', root.raw) }
}
