import type { IncomingMessage, ServerResponse } from 'node:http'
import { createPrivateKey, type PrivateKey } from '@xinyin/core'
import { parseJws, signJws } from '@xinyin/core/jws'
import { exportJwk } from '@xinyin/core/keys'
import type { Sm2TokenProfile } from '@xinyin/sso'

/** How this provider writes SM2. */
export const SM2: Sm2TokenProfile = { alg: 'SM2SM3', encoding: 'DER', crv: 'SM2' }

/** Stands before a provider that knows no SM2, and signs by SM2 in place of it. */
export interface Sm2Front {
  /** Changes what the provider answers to a request, and what comes back to it. */
  stand(request: IncomingMessage, response: ServerResponse): void
  /** The body of a logout request, with a token that is signed anew. */
  signLogout(body: unknown): Promise<BodyInit | null>
  /** Signs by a new key from now on; the old ones stay published. */
  rotate(): void
}

const JSON_PATHS = ['/token', '/jwks', '/.well-known/openid-configuration']

interface Document {
  id_token?: string
  keys?: object[]
  id_token_signing_alg_values_supported?: string[]
}

export async function createSm2Front(): Promise<Sm2Front> {
  const keys = [await createPrivateKey('SM2')]
  const spare = await createPrivateKey('SM2')
  /** What the provider had signed itself, by what stands in its place. */
  const originals = new Map<string, string>()
  const kidOf = (key: PrivateKey) => `sm2-${key === spare ? 'new' : 'old'}`

  const signAnew = async (token: string): Promise<string> => {
    const [key = spare] = keys
    const { header, payload } = parseJws(token)
    const { alg: _, ...rest } = header
    const signed = await signJws({ ...rest, kid: kidOf(key) }, payload, key, SM2)
    originals.set(signed, token)
    return signed
  }

  const change = async (text: string): Promise<string> => {
    const found = JSON.parse(text) as Document
    if (found.id_token !== undefined) found.id_token = await signAnew(found.id_token)
    const published = keys.map((key) => ({ ...exportJwk(key.publicKey, { sm2: SM2 }), kid: kidOf(key) }))
    found.keys?.push(...published.map((jwk) => ({ ...jwk, use: 'sig' })))
    found.id_token_signing_alg_values_supported?.push(SM2.alg)
    return JSON.stringify(found)
  }

  return {
    stand(request, response) {
      // The provider is shown its own token again where it is asked to sign somebody out.
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const hint = originals.get(url.searchParams.get('id_token_hint') ?? '')
      if (hint !== undefined) {
        url.searchParams.set('id_token_hint', hint)
        request.url = url.pathname + url.search
      }
      if (!JSON_PATHS.includes(url.pathname)) return
      const end = response.end.bind(response) as (body?: string) => ServerResponse
      response.end = ((body?: unknown) => {
        if (!String(response.getHeader('content-type')).includes('json')) return end(String(body ?? ''))
        change(String(body)).then((text) => {
          response.setHeader('content-length', Buffer.byteLength(text))
          end(text)
        })
        return response
      }) as typeof response.end
    },
    async signLogout(body) {
      const form = new URLSearchParams(String(body))
      const token = form.get('logout_token')
      if (token !== null) form.set('logout_token', await signAnew(token))
      return form
    },
    rotate() {
      keys.unshift(spare)
    },
  }
}
