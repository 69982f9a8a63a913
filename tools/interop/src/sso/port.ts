import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port of this machine that nobody uses, low enough for a bus of a cluster. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Waits for something that is to become so, for half a minute. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > end) throw new Error(`not within half a minute: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
