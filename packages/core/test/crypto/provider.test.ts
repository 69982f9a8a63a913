import nodeCrypto from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { chooseProvider } from '../../src/crypto/provider/choose.ts'
import { createNodeProvider } from '../../src/crypto/provider/node.ts'
import { findNodeCrypto, type NodeCrypto } from '../../src/crypto/provider/node-module.ts'
import { portableProvider } from '../../src/crypto/provider/portable.ts'
import { sm2Works, sm3Works, sm4Works } from '../../src/crypto/provider/self-test.ts'
import { DEFAULT_USER_ID, identityInput } from '../../src/gm/sm2/user.ts'
import { describeProvider } from '../../src/index.ts'

afterEach(() => chooseProvider('fastest'))

const node = nodeCrypto as unknown as NodeCrypto
/** A platform that has `node:crypto`, but for what is put in its place. */
const platform = (changes: Partial<NodeCrypto>): NodeCrypto => Object.assign(Object.create(node), changes)

const lacks = (name: string) => () => {
  throw new Error(`Unknown algorithm: ${name}`)
}

describe('describeProvider', () => {
  test('says what Node computes, and what runs anywhere', () => {
    expect(new Set(Object.values(describeProvider()))).toEqual(new Set(['node:crypto']))
    chooseProvider('portable')
    const { RSA, ...others } = describeProvider()
    expect(RSA).toBe('WebCrypto')
    expect(new Set(Object.values(others))).toEqual(new Set(['portable']))
  })
})

describe('a platform that stands in for Node', () => {
  test('none at all: everything is portable', () => {
    expect(createNodeProvider(undefined)).not.toEqual({})
    vi.stubGlobal('process', undefined)
    expect(findNodeCrypto()).toBeUndefined()
    expect(createNodeProvider()).toEqual({})
    vi.stubGlobal('process', { getBuiltinModule: lacks('node:crypto') })
    expect(findNodeCrypto()).toBeUndefined()
    vi.unstubAllGlobals()
  })

  test('without SM3: SM2 is portable too, the rest is native', () => {
    const createHash: NodeCrypto['createHash'] = (name) =>
      name === 'sm3' ? lacks(name)() : node.createHash(name)
    const provider = createNodeProvider(platform({ createHash }))
    expect(provider.SM3).toBeUndefined()
    expect(provider.SM2).toBeUndefined()
    expect(provider.SM4).toBeDefined()
    expect(provider.ECDSA).toBeDefined()
  })

  test('that cannot import SM2 keys', () => {
    const provider = createNodeProvider(platform({ createPublicKey: lacks('SM2') }))
    expect(provider.SM2).toBeUndefined()
    expect(provider.SM3).toBeDefined()
  })

  test('without SM4', () => {
    expect(createNodeProvider(platform({ createCipheriv: lacks('sm4-cbc') })).SM4).toBeUndefined()
  })

  test('without the one-shot hash', () => {
    const provider = createNodeProvider(platform({ hash: undefined as never }))
    const data = new Uint8Array(1000)
    expect(provider.SHA2?.digest('SHA-256', [data])).toEqual(portableProvider.SHA2.digest('SHA-256', [data]))
  })
})

describe('self-tests', () => {
  test('what is right passes', () => {
    expect([
      sm2Works(portableProvider.SM2),
      sm3Works(portableProvider.SM3),
      sm4Works(portableProvider.SM4),
    ]).toEqual([true, true, true])
  })

  const { SM2, SM3, SM4 } = portableProvider

  test.each([
    ['takes every signature', { ...SM2, verify: () => true }],
    ['takes none', { ...SM2, verify: () => false }],
    ['throws', { ...SM2, verify: lacks('SM2') }],
    [
      'ignores Z',
      { ...SM2, verify: (key, _, message, signature) => SM2.verify(key, z(key), message, signature) },
    ],
  ] satisfies [string, typeof SM2][])('an SM2 that %s is passed over', (_, broken) => {
    expect(sm2Works(broken)).toBe(false)
  })

  test.each([
    ['is another hash', { ...SM3, digest: (parts) => portableProvider.SHA2.digest('SHA-256', parts) }],
    [
      'forgets all parts but the first',
      { ...SM3, digest: ([first = new Uint8Array(0)]) => SM3.digest([first]) },
    ],
    ['has a wrong HMAC', { ...SM3, hmac: (key, parts) => SM3.digest([key, ...parts]) }],
    ['streams wrongly', { ...SM3, createHasher: () => portableProvider.SHA2.createHasher('SHA-256') }],
  ] satisfies [string, typeof SM3][])('an SM3 that %s is passed over', (_, broken) => {
    expect(sm3Works(broken)).toBe(false)
  })

  test.each([
    ['encrypts nothing', { ...SM4, encryptCbc: (_, __, blocks) => blocks }],
    ['decrypts nothing', { ...SM4, decryptCbc: (_, __, blocks) => blocks }],
    ['has no key stream', { ...SM4, applyCtr: (_, __, data) => data }],
  ] satisfies [string, typeof SM4][])('an SM4 that %s is passed over', (_, broken) => {
    expect(sm4Works(broken)).toBe(false)
  })
})

function z(key: Parameters<typeof portableProvider.SM2.verify>[0]): Uint8Array {
  return portableProvider.SM3.digest([identityInput(key.point!, DEFAULT_USER_ID)])
}
