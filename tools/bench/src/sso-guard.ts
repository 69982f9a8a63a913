import { createPublicKey, verify as verifyNow } from 'node:crypto'
import {
  createPrivateKey,
  digest,
  encodeBase64Url,
  encodePem,
  encodeUtf8,
  exportPrivateKey,
  type PrivateKey,
} from '@xinyin/core'
import { parseJws, signJws } from '@xinyin/core/jws'
import { exportJwk, jwkThumbprint } from '@xinyin/core/keys'
import { createKeySource, memoryStore, type Sm2TokenProfile } from '@xinyin/sso'
import { guard, inspectAccessToken, memoryRevocations } from '@xinyin/sso/resource'
import { createVerifier } from 'fast-jwt'
import { importSPKI, jwtVerify } from 'jose'
import * as oauth from 'oauth4webapi'
import { sm2Identity } from '../../../packages/core/src/crypto/sm2-identity.ts'
import { compare, type Job, type Result } from './compare.ts'
import { bareNode } from './peers.ts'

const ISSUER = 'https://id.example.gov.cn'
const API = 'https://api.zjj.example.gov.cn'
const SM2: Sm2TokenProfile = { alg: 'SM2SM3', encoding: 'DER', crv: 'SM2' }

/** Access tokens of RFC 9068 before an interface. */
export async function measureGuard(): Promise<Result[]> {
  const es256 = await createTokens('P-256')
  const results: Result[] = []
  for (const job of [
    await uncachedJob(es256),
    await cachedJob(es256),
    await dpopJob(es256),
    await sm2Job(await createTokens('SM2')),
  ])
    results.push(await compare(job))
  return results
}

type Tokens = Awaited<ReturnType<typeof createTokens>>

async function createTokens(kind: 'P-256' | 'SM2') {
  const key = await createPrivateKey(kind)
  const client = await createPrivateKey('P-256')
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: ISSUER,
    sub: 'a1b2c3d4',
    aud: API,
    client_id: 'portal-a',
    iat: now,
    exp: now + 3600,
    jti: 'n-0S6_WzA2Mj',
    sid: '08a5019c-17e1-4977-8f42-65a12843ea02',
    scope: 'cases.read cases.write',
    auth_time: now,
    acr: 'urn:example:acr:3',
  }
  const sign = (more: object) =>
    signJws({ kid: 'k1', typ: 'at+jwt' }, JSON.stringify({ ...claims, ...more }), key, SM2)
  const jwk = { ...exportJwk(key.publicKey, { sm2: SM2 }), kid: 'k1', use: 'sig' }
  const keys = createKeySource(
    async () => `${ISSUER}/jwks`,
    async () => Response.json({ keys: [jwk] }),
    () => new Date(),
    { sm2: SM2 },
  )
  return {
    key,
    client,
    jwk,
    keys,
    token: await sign({}),
    bound: await sign({ cnf: { jkt: jwkThumbprint(client.publicKey) } }),
  }
}

/** What is expected at each moment: put together member by member, since a copy with one more takes a microsecond. */
function expectations({ keys }: Tokens, algorithm: string) {
  const algorithms = [algorithm]
  return () => ({ issuer: ISSUER, audience: API, algorithms, keys, now: Date.now() / 1000 })
}

/** Work that must find a token good. */
const passes = (inspect: () => Promise<{ verdict: string }>) => async () => {
  const { verdict } = await inspect()
  if (verdict !== 'passed') throw new Error(`The token ${verdict}`)
}

const holds = (verify: () => boolean) => () => {
  if (!verify()) throw new Error('The signature does not hold')
}

const spkiPem = ({ publicKey }: PrivateKey) => encodePem('PUBLIC KEY', publicKey.spki)

async function uncachedJob(tokens: Tokens): Promise<Job> {
  const { key, token } = tokens
  const { signed, signature } = parseJws(token)
  const nodeKey = createPublicKey(spkiPem(key))
  const joseKey = await importSPKI(spkiPem(key), 'ES256')
  const fast = createVerifier({
    key: spkiPem(key),
    algorithms: ['ES256'],
    allowedIss: ISSUER,
    allowedAud: API,
  })
  const expected = expectations(tokens, 'ES256')
  const bare = { key: nodeKey, dsaEncoding: 'ieee-p1363' } as const
  return {
    name: 'Access token verify, ES256',
    contestants: {
      Xinyin: passes(() => inspectAccessToken(token, expected())),
      'bare crypto.verify': holds(() => verifyNow('sha256', signed, bare, signature)),
      'jose, one imported key': () =>
        jwtVerify(token, joseKey, { issuer: ISSUER, audience: API, typ: 'at+jwt' }),
      'fast-jwt': () => fast(token),
    },
  }
}

async function cachedJob({ keys, token, key }: Tokens): Promise<Job> {
  const revocations = memoryRevocations()
  const until = Date.now() / 1000 + 86_400
  for (let i = 0; i < 10_000; i++)
    await revocations.revoke({ issuer: ISSUER, sid: `s${i}`, sub: `u${i}`, before: until, until })
  const api = guard({ issuer: ISSUER, audience: API, origin: API, keys, revocations })
  const options = { algorithms: ['ES256' as const], allowedIss: ISSUER, allowedAud: API, cache: true }
  const fast = createVerifier({ key: spkiPem(key), ...options })
  return {
    name: 'Access token seen before, ES256',
    contestants: {
      'Xinyin, 20,000 revocations looked up': passes(() => api.checkToken(token)),
      'fast-jwt, cache': () => fast(token),
    },
  }
}

async function dpopJob({ keys, bound, client, jwk }: Tokens): Promise<Job> {
  const now = Math.floor(Date.now() / 1000)
  const address = `${API}/cases`
  const ath = encodeBase64Url(digest('SHA-256', encodeUtf8(bound)))
  const claims = { jti: 'e1j3V_bKic8', htm: 'GET', htu: address, iat: now, ath }
  const header = { typ: 'dpop+jwt', jwk: exportJwk(client.publicKey) }
  const proof = await signJws(header, JSON.stringify(claims), client)
  const request = new Request(address, { headers: { authorization: `DPoP ${bound}`, dpop: proof } })
  // One proof comes again and again here, as many different ones would: each is kept under a name of its own.
  const store = memoryStore({ maxEntries: 5_000_000 })
  let proofs = 0
  const consumeOnce = (key: string, until: number) => store.consumeOnce(`${key}${proofs++}`, until)
  const clock = () => new Date(now * 1000)
  const api = guard({
    issuer: ISSUER,
    audience: API,
    origin: API,
    keys,
    revocations: memoryRevocations(),
    dpop: { store: { consumeOnce } },
    clock,
  })
  const server = { issuer: ISSUER, jwks_uri: `${ISSUER}/jwks` }
  const cache = { jwks: { keys: [jwk] } as unknown as oauth.JWKS, uat: now }
  return {
    name: 'Access token bound to a key (DPoP), ES256',
    contestants: {
      Xinyin: passes(() => api.check(request)),
      oauth4webapi: () =>
        oauth.validateJwtAccessToken(server, request, API, {
          requireDPoP: true,
          [oauth.jwksCache]: cache,
          [oauth.customFetch]: async () => Response.json({ keys: [jwk] }),
          // The proof gets older as this runs, and theirs is the clock of the machine.
          [oauth.clockTolerance]: 3600,
        }),
    },
  }
}

async function sm2Job(tokens: Tokens): Promise<Job> {
  const { key, token } = tokens
  const { signed, signature } = parseJws(token)
  const node = bareNode(exportPrivateKey(key), key.publicKey.spki, sm2Identity(key.publicKey))
  const expected = expectations(tokens, SM2.alg)
  return {
    name: 'Access token verify, SM2',
    contestants: {
      Xinyin: passes(() => inspectAccessToken(token, expected())),
      'bare createVerify': holds(() => node.verify(signed, signature)),
    },
  }
}
