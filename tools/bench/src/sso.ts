import { createPrivateKey, encodePem, exportPrivateKey } from '@xinyin/core'
import { createKeySource, verifyIdToken } from '@xinyin/sso'
import { createLocalJWKSet, exportJWK, importPKCS8, importSPKI, jwtVerify, SignJWT } from 'jose'
import { compare, type Job, type Result } from './compare.ts'
import type { Part } from './part.ts'
import { measureGuard } from './sso-guard.ts'
import { measureLogins } from './sso-login.ts'
import { measureLogouts } from './sso-logout.ts'

const ISSUER = 'https://id.example.gov.cn'
const CLIENT = 'portal-a'

export const parts: readonly Part[] = [
  measureIdTokens,
  measureGuard,
  measureLogins,
  async () => [await measureLogouts()],
]

/** ID tokens, all their rules checked, beside the signature and the times alone in jose. */
async function measureIdTokens(): Promise<Result[]> {
  const results: Result[] = []
  for (const [alg, kind] of [
    ['ES256', 'P-256'],
    ['RS256', 'RSA'],
  ] as const)
    results.push(await compare(await idTokenJob(alg, kind)))
  return results
}

async function idTokenJob(alg: 'ES256' | 'RS256', kind: 'P-256' | 'RSA'): Promise<Job> {
  const privateKey = await createPrivateKey(kind)
  const signingKey = await importPKCS8(encodePem('PRIVATE KEY', exportPrivateKey(privateKey)), alg)
  const spki = encodePem('PUBLIC KEY', privateKey.publicKey.spki)
  const publicKey = await importSPKI(spki, alg, { extractable: true })
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg, use: 'sig' }] }

  const now = Math.floor(Date.now() / 1000)
  const token = await new SignJWT({ nonce: 'n-0S6_WzA2Mj', auth_time: now })
    .setProtectedHeader({ alg, kid: 'k1' })
    .setIssuer(ISSUER)
    .setSubject('a1b2c3d4')
    .setAudience(CLIENT)
    .setIssuedAt(now)
    .setExpirationTime(now + 3600)
    .sign(signingKey)

  const keys = createKeySource(
    async () => `${ISSUER}/jwks`,
    async () => Response.json(jwks),
    () => new Date(),
  )
  const expected = {
    issuer: ISSUER,
    clientId: CLIENT,
    algorithms: [alg],
    keys,
    now,
    nonce: 'n-0S6_WzA2Mj',
    accessToken: undefined,
  }
  const localKeys = createLocalJWKSet(jwks)
  const options = { issuer: ISSUER, audience: CLIENT, algorithms: [alg] }
  return {
    name: `ID token verify, ${alg}`,
    contestants: {
      Xinyin: () => verifyIdToken(token, expected),
      'jose, key set by kid': () => jwtVerify(token, localKeys, options),
      'jose, one imported key': () => jwtVerify(token, publicKey, options),
    },
  }
}
