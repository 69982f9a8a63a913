import type { RelyingPartyOptions } from '../../src/index.ts'
import { type Bench, createBench, ISSUER } from '../hostile-provider.ts'

export interface PushingBench extends Bench {
  /** The requests that were pushed, in order. */
  readonly pushed: URLSearchParams[]
}

export const REFERENCE = 'urn:ietf:params:oauth:request_uri:one'
export const taken = (body: unknown = { request_uri: REFERENCE, expires_in: 60 }) =>
  Response.json(body, { status: 201 })

/** A bench whose provider takes requests by the back channel, and answers them with whatever a test wants. */
export async function createPushingBench(
  options: Partial<RelyingPartyOptions> = {},
  answer: () => Response | Promise<Response> = taken,
): Promise<PushingBench> {
  const pushed: URLSearchParams[] = []
  const bench = await createBench({
    ...options,
    fetch: async (url, init) => {
      if (url !== `${ISSUER}/par`) return bench.provider.fetch(url, init)
      pushed.push(new URLSearchParams(String(init?.body)))
      return answer()
    },
  })
  bench.provider.metadata['pushed_authorization_request_endpoint'] = `${ISSUER}/par`
  return { ...bench, pushed }
}
