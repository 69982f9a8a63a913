import { createServer, type IncomingHttpHeaders, type RequestListener, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'

let server: Server | undefined
afterEach(() => {
  server?.close()
  server?.closeAllConnections()
})

/** Serves until the test is over. */
export async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export interface Sent {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A request as a browser makes it; `fetch` would add headers that only scripts send. */
export function send(
  url: string,
  body?: string,
  headers: Record<string, string> = {},
  verb = body === undefined ? 'GET' : 'POST',
): Promise<Sent> {
  const form = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: verb, headers: { ...form, ...headers } }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}
