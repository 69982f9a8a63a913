import nodeCrypto, { type KeyObject } from 'node:crypto'
import { testTruth } from '@xinyin/testkit'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { chooseProvider } from '../../src/crypto/provider/algorithm.ts'
import { CONTRACT } from './contract.ts'
import { disagreements, WYCHEPROOF } from './wycheproof.ts'

/**
 * Calls of `node:crypto` with SM2 keys that end the process, or that sign something else than SM2: exporting to SEC1 or JWK,
 * keys generated rather than imported, one-shot signing, which takes the empty id. What is reached is therefore recorded
 * here over everything that the package computes, and held against a list.
 */
const ALLOWED = [
  'constants',
  'createCipheriv',
  'createDecipheriv',
  'createHash',
  'createHmac',
  'createPrivateKey',
  'createPublicKey',
  'createSign',
  'createVerify',
  'hash',
  'pbkdf2',
  'sign',
  'verify',
]

interface Call {
  readonly name: string
  readonly given: readonly unknown[]
}

const reached = new Set<string>()
const calls: Call[] = []

/** `node:crypto`, recorded: every member that is read, every call and what it is given. */
const recorded = new Proxy(nodeCrypto, {
  get(target, name: string) {
    reached.add(name)
    const member: unknown = Reflect.get(target, name)
    if (typeof member !== 'function') return member
    return (...given: unknown[]) => {
      calls.push({ name, given })
      return Reflect.apply(member, target, given)
    }
  },
})

/** The keys’ own ways out, of both kinds. */
const exports = [
  ['public', nodeCrypto.generateKeyPairSync('ed25519').publicKey],
  ['private', nodeCrypto.generateKeyPairSync('ed25519').privateKey],
] as const

const spies = exports.map(([, key]) => vi.spyOn(Object.getPrototypeOf(key) as KeyObject, 'export'))

beforeAll(() => {
  const { getBuiltinModule } = process
  vi.stubGlobal('process', {
    ...process,
    getBuiltinModule: (id: string) => (id === 'node:crypto' ? recorded : getBuiltinModule(id)),
  })
  chooseProvider('node')
})
afterAll(() => {
  vi.unstubAllGlobals()
  chooseProvider('fastest')
})

describe('over the whole contract, node:crypto', () => {
  beforeAll(async () => {
    for (const clause of CONTRACT) await clause.run()
  }, 60_000)

  testTruth('and over Wycheproof, which the following see too', async () => {
    const before = calls.length
    for (const suite of WYCHEPROOF) await disagreements(suite)
    expect(calls.length).toBeGreaterThan(before + 1000)
  })

  test('is reached in the calls of the list, and no others', () => {
    expect([...reached].sort()).toEqual(ALLOWED)
    expect(calls.length).toBeGreaterThan(500)
  })

  test('is given private keys as PKCS#8, points on NIST curves by their coordinates, all else as SPKI', () => {
    const imports = calls.filter(({ name }) => name === 'createPrivateKey' || name === 'createPublicKey')
    expect(imports.length).toBeGreaterThan(10)
    for (const { name, given } of imports) {
      const type = name === 'createPrivateKey' ? 'pkcs8' : 'spki'
      const [input] = given as readonly { readonly format?: unknown }[]
      if (name === 'createPublicKey' && input?.format === 'jwk') {
        // Nothing else goes along: no private part, no name of a use, and no SM2, which Node does not read so.
        const coordinate = expect.stringMatching(/^[\w-]{43,88}$/)
        const crv = expect.stringMatching(/^P-(256|384|521)$/)
        expect(given).toEqual([{ key: { kty: 'EC', crv, x: coordinate, y: coordinate }, format: 'jwk' }])
        continue
      }
      expect(given).toEqual([{ key: expect.any(Uint8Array), format: 'der', type }])
    }
  })

  test('is asked for SM2 in streaming calls only, whose Z comes first', () => {
    const oneShot = calls.filter(({ name }) => name === 'sign' || name === 'verify')
    expect(oneShot.length).toBeGreaterThan(10)
    for (const { given } of oneShot) expect(given[0]).not.toBe('sm3')
    const streaming = calls.filter(({ name, given }) => name === 'createSign' && given[0] === 'sm3')
    expect(streaming.length).toBeGreaterThan(2)
    expect(calls.filter(({ name, given }) => name === 'createSign' && given[0] !== 'sm3')).toEqual([])
  })

  test('never gives a key out', () => {
    for (const spy of spies) expect(spy).not.toHaveBeenCalled()
    // That it would have been seen:
    exports[0][1].export({ format: 'der', type: 'spki' })
    expect(spies[0]).toHaveBeenCalledOnce()
  })
})
