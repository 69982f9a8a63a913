import { expect, vi } from 'vitest'
import { createGuardedFetch, type GuardedFetchOptions } from '../../src/fetch/index.ts'
import type { Fetch } from '../../src/ports.ts'

export const PUBLIC = 'https://a.example/'

/** A network that answers everything in the same way, and the guard before it. */
export function guarded(
  options: GuardedFetchOptions = {},
  answer: () => Response | Promise<Response> = () => new Response('ok'),
) {
  const network = vi.fn<Fetch>(async () => answer())
  return { fetch: createGuardedFetch({ fetch: network, ...options }), network }
}

export const coded = (code: string, facts: object = {}) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) })
