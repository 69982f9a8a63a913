import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Makes a server listen on one of the addresses of this machine alone, and tells its origin. Portals have each an address
 * of its own, since browsers keep cookies by host, whatever the port.
 */
export async function listenOn(server: Server, host: string, port = 0): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return `http://${host}:${(server.address() as AddressInfo).port}`
}

/** Closes a server and what browsers keep open to it. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}
