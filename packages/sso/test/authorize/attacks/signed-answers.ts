import type { RelyingPartyOptions } from '../../../src/index.ts'
import {
  type Bench,
  CLIENT,
  type Claims,
  createBench,
  get,
  ISSUER,
  Jar,
  NOW,
  start,
} from '../../hostile-provider.ts'

/** A sign-in under way at a provider that signs its answers, and what an honest answer says. */
export async function begin(options: Partial<RelyingPartyOptions> = {}) {
  const bench = await createBench({ signedResponses: true, ...options })
  const jar = new Jar()
  const asked = await start(bench, jar)
  const claims: Claims = { iss: ISSUER, aud: CLIENT, exp: NOW + 60, code: 'code', state: asked.get('state') }
  return { bench, jar, asked, claims }
}

export const finish = (bench: Bench, jar: Jar, parameters: Record<string, string>) =>
  get(bench, `/callback?${new URLSearchParams(parameters)}`, jar)
