import { createPrivateKey } from '@xinyin/core'
import { signJws } from '@xinyin/core/jws'
import { exportJwk, jwkThumbprint } from '@xinyin/core/keys'
import { expect, test } from 'vitest'
import { createBench, NOW } from '../hostile-provider.ts'
import { API, accessClaims, accessToken, bearer, createGuardBench, dpop, sha256 } from './bench.ts'

test('without keys of its own, a guard takes those that the issuer’s metadata name', async () => {
  const { provider } = await createBench()
  const { api } = await createGuardBench({ keys: undefined as never, fetch: provider.fetch })
  expect((await api.check(bearer(await accessToken()))).verdict).toBe('passed')
  expect(provider.asked).toEqual(['/.well-known/openid-configuration', '/jwks'])
  provider.metadata['jwks_uri'] = 'https://evil.example/jwks'
  const { api: other } = await createGuardBench({ keys: undefined as never, fetch: provider.fetch })
  expect((await other.check(bearer(await accessToken()))).verdict).toBe('indeterminate')
})

test('tokens and proofs are signed with SM2 where that is how the province writes them', async () => {
  const sm2 = { alg: 'SM2', encoding: 'raw', crv: 'SM2' } as const
  const [issuerKey, clientKey] = [await createPrivateKey('SM2'), await createPrivateKey('SM2')]
  const jwk = exportJwk(clientKey.publicKey, { sm2: { crv: 'SM2' } })
  const { provider } = await createBench()
  provider.keys = [{ ...exportJwk(issuerKey.publicKey, { sm2 }), kid: 'sm2' }]
  const { api } = await createGuardBench({ keys: undefined as never, fetch: provider.fetch, sm2 })
  const claims = { ...accessClaims, cnf: { jkt: jwkThumbprint(clientKey.publicKey, { sm2 }) } }
  const token = await signJws({ kid: 'sm2', typ: 'at+jwt' }, JSON.stringify(claims), issuerKey, sm2)
  const proof = { jti: 'p', htm: 'GET', htu: `${API}/cases`, iat: NOW, ath: await sha256(token) }
  const signed = await signJws({ typ: 'dpop+jwt', jwk }, JSON.stringify(proof), clientKey, sm2)
  expect((await api.check(dpop(token, signed))).verdict).toBe('passed')
  // Who was not told of SM2 knows neither.
  const { api: other } = await createGuardBench({ keys: undefined as never, fetch: provider.fetch })
  expect((await other.check(dpop(token, signed))).verdict).toBe('failed')
})
