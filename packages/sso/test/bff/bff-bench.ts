import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { type Bff, createBff, type Upstream } from '../../src/bff/index.ts'
import type { RelyingPartyOptions } from '../../src/index.ts'
import { ORIGIN } from '../hostile-provider.ts'
import { createTokenBench, type TokenBench } from '../token/token-bench.ts'

/** A request as it came to an interface. */
export interface Came {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

type Answer = (request: Came, response: ServerResponse) => void

/** An interface on this machine that remembers what came. */
export async function startInterface(answer: Answer = (_, response) => response.end('{"ok":true}')) {
  const came: Came[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk)
    } catch {
      // Broken off on its way.
    }
    const { method = '', url = '', headers } = request
    const one = { method, url, headers, body: Buffer.concat(chunks).toString() }
    came.push(one)
    answer(one, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { came, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

export interface BffBench extends TokenBench {
  readonly bff: Bff
  readonly came: Came[]
  readonly address: string
  readonly faults: unknown[]
  /** A request of a script of the portal's page, or of somebody else's. */
  call(path: string, init?: RequestInit): Promise<Response>
}

/** A single-page portal, its back end, an interface, and a browser that is signed in. */
export async function createBffBench(
  answer?: Answer,
  upstream: Partial<Upstream> = {},
  options: Partial<RelyingPartyOptions> = {},
): Promise<BffBench> {
  const { came, address } = await startInterface(answer)
  const bench = await createTokenBench({}, options)
  const faults: unknown[] = []
  const bff = createBff(bench.sso, {
    upstreams: [{ path: '/api/permits', to: `${address}/v1`, ...upstream }],
    onError: (error) => faults.push(error),
  })
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers({ 'x-xinyin-csrf': '1', cookie: bench.jar.header })
    for (const [name, value] of new Headers(init.headers)) {
      if (value === '') headers.delete(name)
      else headers.set(name, value)
    }
    const answered = await bff.handle(new Request(ORIGIN + path, { ...init, headers }))
    return answered ?? new Response('not ours', { status: 404 })
  }
  return { ...bench, bff, came, address, faults, call }
}

/** A body that comes in parts and says no length. */
export function streamed(parts: readonly (string | Uint8Array)[]): RequestInit {
  let at = 0
  const body = new ReadableStream({
    pull(controller) {
      const part = parts[at]
      at += 1
      if (part === undefined) controller.close()
      else controller.enqueue(typeof part === 'string' ? new TextEncoder().encode(part) : part)
    },
  })
  return { method: 'POST', body, duplex: 'half' } as RequestInit
}

/** What a refusal says to the page's script. */
export async function told(response: Response): Promise<[number, string, string]> {
  const { code, error } = (await response.json()) as { code: string; error: string }
  return [response.status, code, error]
}
