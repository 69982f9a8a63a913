import { readTruthJson, testTruth } from '@xinyin/testkit'
import { expect } from 'vitest'
import { decodeBase64Url, decodeUtf8, encodeUtf8, joseScheme } from '../../src/index.ts'
import { type JsonObject, parseStrictJsonObject } from '../../src/json/index.ts'
import { parseJwkSet } from '../../src/keys/index.ts'

interface Group {
  readonly public?: JsonObject
  readonly private: JsonObject
  readonly tests: readonly {
    readonly tcId: number
    readonly comment: string
    readonly jws: string
    readonly result: 'valid' | 'invalid'
  }[]
}

/** Valid for HMAC, whose keys are secrets that both sides share: no such key is read here. */
const SHARED_SECRETS = [2, 13, 14, 15]

const isSymmetric = (set: JsonObject) =>
  (set['keys'] as readonly JsonObject[]).every(({ kty }) => kty === 'oct')

/** As a verifier does it: reads the set, finds the key that the header names, and verifies for its algorithm. */
async function verify(set: JsonObject, jws: string): Promise<boolean> {
  const [header = '', payload = '', signature = ''] = jws.split('.')
  const { alg, kid } = parseStrictJsonObject(decodeUtf8(decodeBase64Url(header)))
  const key = parseJwkSet(set).find(({ keyId }) => keyId === kid)
  const scheme = typeof alg === 'string' ? joseScheme(alg) : undefined
  if (key === undefined || scheme === undefined || (key.algorithm ?? alg) !== alg) return false
  if (key.use !== undefined && key.use !== 'sig') return false
  return scheme.verify(key.publicKey, encodeUtf8(`${header}.${payload}`), decodeBase64Url(signature))
}

testTruth('every set of Wycheproof is judged as stated, but those that share secrets', async () => {
  const { testGroups } = readTruthJson<{ testGroups: readonly Group[] }>('wycheproof/json_web_key_test.json')
  let count = 0
  for (const group of testGroups) {
    const set = group.public ?? group.private
    for (const { tcId, comment, jws, result } of group.tests) {
      const verdict = await verify(set, jws).catch((error: unknown) => {
        expect(error).toMatchObject({ name: 'CoreError' })
        return false
      })
      const expected = result === 'valid' && !SHARED_SECRETS.includes(tcId)
      expect(verdict, `${tcId} ${comment}`).toBe(expected)
      if (SHARED_SECRETS.includes(tcId)) expect(isSymmetric(set)).toBe(true)
      count++
    }
  }
  expect(count).toBe(26)
})

testTruth.each([
  [7, 'ERR_KEY_ROCA'],
  [8, 'ERR_KEY_RSA'],
  [9, 'ERR_KEY_RSA'],
  [19, 'ERR_KEYS_JWK_ALGORITHM'],
  [20, 'ERR_KEYS_JWK_ALGORITHM'],
  [22, 'ERR_KEY_POINT'],
  [23, 'ERR_KEYS_JWK_ALGORITHM'],
  [24, 'ERR_KEYS_JWK_ALGORITHM'],
])('case %i is refused by name: %s', (id, code) => {
  const { testGroups } = readTruthJson<{ testGroups: readonly Group[] }>('wycheproof/json_web_key_test.json')
  const group = testGroups.find(({ tests }) => tests.some(({ tcId }) => tcId === id))
  expect(() => parseJwkSet(group?.public ?? {})).toThrow(expect.objectContaining({ code }))
})
