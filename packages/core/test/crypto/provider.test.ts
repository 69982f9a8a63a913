import nodeCrypto, { generateKeyPairSync } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { chooseProvider, works as gives } from '../../src/crypto/provider/algorithm.ts'
import { ALGORITHMS } from '../../src/crypto/provider/all.ts'
import { findNodeCrypto, type NodeCrypto } from '../../src/crypto/provider/node-module.ts'
import { worksLater as givesLater } from '../../src/crypto/provider/proven.ts'
import type { Algorithm, Provider } from '../../src/crypto/provider/provider.ts'
import { RSA_ANSWER } from '../../src/crypto/provider/rsa.ts'
import { DEFAULT_USER_ID, identityInput } from '../../src/gm/sm2/user.ts'
import {
  createPrivateKey,
  decodeBase64,
  describeProvider,
  encodeUtf8,
  parsePublicKey,
} from '../../src/index.ts'

afterEach(() => chooseProvider('fastest'))

const NAMES = Object.keys(ALGORITHMS) as Algorithm[]

const choose = <A extends Algorithm>(name: A, crypto: NodeCrypto | undefined) =>
  ALGORITHMS[name].choose(crypto)
const portableProvider = Object.fromEntries(
  Object.entries(ALGORITHMS).map(([name, { portable }]) => [name, portable]),
) as unknown as Provider

const works = <A extends Algorithm>(name: A, implementation: Provider[A]) =>
  gives(() => ALGORITHMS[name].trials(implementation))
const worksLater = <A extends Algorithm>(name: A, implementation: Provider[A]) =>
  givesLater(() => ALGORITHMS[name].trials(implementation))

const node = nodeCrypto as unknown as NodeCrypto
/** A platform that has `node:crypto`, but for what is put in its place. */
const platform = (changes: Partial<NodeCrypto>): NodeCrypto => Object.assign(Object.create(node), changes)

const lacks = (name: string) => () => {
  throw new Error(`Unknown algorithm: ${name}`)
}

/** `createVerify` of a platform that does not know `dsaEncoding`. */
const verifyDerOnly: NodeCrypto['createVerify'] = (hash) => {
  const state = node.createVerify(hash)
  return {
    update: (data) => state.update(data),
    verify: (key, signature) => state.verify('key' in key ? key.key : key, signature),
  }
}

describe('describeProvider', () => {
  test('says what Node computes, and what runs anywhere', () => {
    expect(new Set(Object.values(describeProvider()))).toEqual(new Set(['node:crypto']))
    chooseProvider('node')
    expect(new Set(Object.values(describeProvider()))).toEqual(new Set(['node:crypto']))
    chooseProvider('portable')
    expect(new Set(Object.values(describeProvider()))).toEqual(new Set(['portable']))
  })

  test('says what is left to portable code where WebCrypto is chosen', () => {
    chooseProvider('webcrypto')
    const { ECDSA, Ed25519, Ed448, RSA, ...others } = describeProvider()
    expect(new Set([ECDSA, Ed25519, Ed448, RSA])).toEqual(new Set(['WebCrypto']))
    expect(new Set(Object.values(others))).toEqual(new Set(['portable']))
  })

  test('Node cannot be chosen where there is none', () => {
    vi.stubGlobal('process', undefined)
    chooseProvider('node')
    // An algorithm that nothing before has asked for under this choice: what was found is kept.
    expect(() => choose('SM2', undefined)).not.toThrow()
    vi.unstubAllGlobals()
  })
})

describe('a platform that stands in for Node', () => {
  /** The algorithms that are computed natively on it. */
  const natively = (crypto: NodeCrypto | undefined) =>
    NAMES.filter((algorithm) => choose(algorithm, crypto).name() === 'node:crypto')

  test('Node itself computes all of them', () => {
    expect(natively(findNodeCrypto())).toEqual(NAMES)
  })

  test('none at all: everything is portable', () => {
    vi.stubGlobal('process', undefined)
    expect(findNodeCrypto()).toBeUndefined()
    vi.stubGlobal('process', { getBuiltinModule: lacks('node:crypto') })
    expect(findNodeCrypto()).toBeUndefined()
    vi.unstubAllGlobals()
    expect(natively(undefined)).toEqual([])
    const names = NAMES.map((algorithm) => choose(algorithm, undefined).name())
    expect(new Set(names)).toEqual(new Set(['WebCrypto', 'portable']))
    vi.stubGlobal('crypto', undefined)
    for (const algorithm of NAMES) expect(choose(algorithm, undefined).name()).toBe('portable')
    vi.unstubAllGlobals()
  })

  test.each<[string, Partial<NodeCrypto>, Algorithm[]]>([
    ['SM3', { createHash: (name) => (name === 'sm3' ? lacks(name)() : node.createHash(name)) }, ['SM3']],
    ['streaming verification', { createVerify: lacks('verify') }, ['SM2', 'ECDSA']],
    ['any public key', { createPublicKey: lacks('spki') }, ['SM2', 'ECDSA', 'Ed25519', 'Ed448', 'RSA']],
    ['one-shot verification', { verify: lacks('verify') }, ['Ed25519', 'Ed448', 'RSA']],
    ['r ‖ s', { createVerify: verifyDerOnly }, ['ECDSA']],
    ['SM4', { createCipheriv: lacks('sm4-cbc') }, ['SM4']],
    ['the one-shot hash', { hash: undefined as never }, []],
  ])('that lacks %s: this is portable, the rest native', (_, changes, lacking) => {
    expect(natively(platform(changes))).toEqual(NAMES.filter((algorithm) => !lacking.includes(algorithm)))
  })
})

describe('a platform that verifies SM2 but does not sign it', () => {
  test.each<[string, NodeCrypto['createSign']]>([
    ['leaves Z out', (hash) => dropFirst(node.createSign(hash))],
    ['returns no DER', () => ({ update: () => undefined, sign: () => new Uint8Array(64).fill(1) })],
  ])('%s: signing is portable', async (_, createSign) => {
    const native = choose('SM2', platform({ createSign })).implementation
    expect(native).not.toBe(portableProvider.SM2)
    const key = await createPrivateKey('SM2')
    const message = new Uint8Array(9)
    for (let i = 0; i < 2; i++) {
      const signature = native.sign(key, z(key.publicKey), message)
      expect(portableProvider.SM2.verify(key.publicKey, z(key.publicKey), message, signature)).toBe(true)
    }
  })

  /** A signing state that does not hear of what it is given first. */
  function dropFirst(state: ReturnType<NodeCrypto['createSign']>): typeof state {
    let heard = false
    return {
      update(data) {
        if (heard) state.update(data)
        heard = true
      },
      sign: (key) => state.sign(key),
    }
  }
})

describe('a platform that refuses to import a key', () => {
  const parsed = parsePublicKey(decodeBase64(RSA_ANSWER.spki))
  const signature = decodeBase64(RSA_ANSWER.signature)
  const parameters = { padding: 'PKCS1', hash: 'SHA-256' } as const

  /** Imports the keys of the self-tests, and no others thereafter. */
  function importsNoMore() {
    const limits = { open: true }
    const createPublicKey: NodeCrypto['createPublicKey'] = (input) => {
      if (!limits.open) throw new RangeError('key too large')
      return node.createPublicKey(input)
    }
    return { limits, crypto: platform({ createPublicKey }) }
  }

  test('natively: WebCrypto or portable code verifies in its place', async () => {
    const { limits, crypto } = importsNoMore()
    const [rsa, sm2] = [choose('RSA', crypto).implementation, choose('SM2', crypto).implementation]
    limits.open = false
    expect(rsa).not.toBe(portableProvider.RSA)
    expect(sm2).not.toBe(portableProvider.SM2)
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = parsePublicKey(new Uint8Array(other.publicKey.export({ format: 'der', type: 'spki' })))
    const signed = new Uint8Array(nodeCrypto.sign('sha256', new Uint8Array(9), other.privateKey))
    expect(await rsa.verify(key, parameters, new Uint8Array(9), signed)).toBe(true)
    expect(await rsa.verify(key, parameters, new Uint8Array(8), signed)).toBe(false)

    const own = await createPrivateKey('SM2')
    const made = portableProvider.SM2.sign(own, z(own.publicKey), new Uint8Array(9))
    expect(sm2.verify(own.publicKey, z(own.publicKey), new Uint8Array(9), made)).toBe(true)
    expect(sm2.verify(own.publicKey, z(own.publicKey), new Uint8Array(8), made)).toBe(false)
  })

  test('in WebCrypto: portable code verifies in its place', async () => {
    const rsa = choose('RSA', undefined)
    expect(await rsa.implementation.verify(parsed, parameters, encodeUtf8('abc'), signature)).toBe(true)
    expect(rsa.name()).toBe('WebCrypto')
    const refused = vi
      .spyOn(globalThis.crypto.subtle, 'importKey')
      .mockRejectedValue(new TypeError('no such'))
    const again = parsePublicKey(parsed.spki)
    expect(await rsa.implementation.verify(again, parameters, encodeUtf8('abc'), signature)).toBe(true)
    expect(await rsa.implementation.verify(again, parameters, encodeUtf8('abd'), signature)).toBe(false)
    // Refused from the start, it fails its self-test, and says so.
    const ed25519 = choose('Ed25519', undefined)
    const key = await createPrivateKey('Ed25519')
    const signed = await ed25519.implementation.sign(key, signature)
    expect(await portableProvider.Ed25519.verify(key.publicKey, signature, signed)).toBe(true)
    expect(await ed25519.implementation.verify(key.publicKey, signature, signed)).toBe(true)
    expect(ed25519.name()).toBe('portable')
    refused.mockRestore()
  })

  test('WebCrypto that takes everything is passed over', async () => {
    const takesAll = vi.spyOn(globalThis.crypto.subtle, 'verify').mockResolvedValue(true)
    const { implementation, name } = choose('ECDSA', undefined)
    const key = await createPrivateKey('P-256')
    expect(await implementation.verify(key.publicKey, 'SHA-256', signature, new Uint8Array(64).fill(1))).toBe(
      false,
    )
    expect(name()).toBe('portable')
    takesAll.mockRestore()
  })
})

describe('self-tests', () => {
  const { SM2, SM3, SM4, SHA2, ECDSA, Ed25519 } = portableProvider

  test.each(NAMES)('%s, portable, passes', async (algorithm) => {
    // Curves other than SM2's are loaded when they are met, and so answer later.
    const isLoaded = ['ECDSA', 'Ed25519', 'Ed448'].includes(algorithm)
    expect(works(algorithm, portableProvider[algorithm])).toBe(!isLoaded)
    expect(await worksLater(algorithm, portableProvider[algorithm])).toBe(true)
  })

  test.each(['SM2', 'ECDSA', 'Ed25519', 'Ed448', 'RSA'] as const)(
    '%s that takes everything, or nothing, is passed over',
    async (algorithm) => {
      for (const verify of [() => true, () => false, lacks(algorithm)]) {
        expect(works(algorithm, { ...portableProvider[algorithm], verify })).toBe(false)
        expect(await worksLater(algorithm, { ...portableProvider[algorithm], verify })).toBe(false)
      }
    },
  )

  test('one that takes whatever is DER is passed over', () => {
    const { createVerify } = nodeCrypto
    const lax = {
      ...nodeCrypto,
      createVerify(name: string) {
        const state = createVerify(name)
        return {
          update: (data: Uint8Array) => state.update(data),
          verify: (key: object, signature: Uint8Array) =>
            'dsaEncoding' in key ? state.verify(key as never, signature) : true,
        }
      },
    }
    expect(choose('ECDSA', lax as unknown as NodeCrypto).name()).not.toBe('node:crypto')
    expect(choose('ECDSA', node).name()).toBe('node:crypto')
  })

  test('an SM2 that ignores the id is passed over', () => {
    const verify: typeof SM2.verify = (key, _, message, signature) =>
      SM2.verify(key, z(key), message, signature)
    expect(works('SM2', { ...SM2, verify })).toBe(false)
  })

  test.each<[string, Partial<typeof SM3>]>([
    ['is another hash', { digest: (parts) => SHA2.digest('SHA-256', parts) }],
    ['forgets all parts but the first', { digest: ([first = new Uint8Array(0)]) => SM3.digest([first]) }],
    ['has a wrong HMAC', { hmac: (key, parts) => SM3.digest([key, ...parts]) }],
    ['streams wrongly', { createHasher: () => SHA2.createHasher('SHA-256') }],
  ])('an SM3 that %s is passed over', (_, broken) => {
    expect(works('SM3', { ...SM3, ...broken })).toBe(false)
  })

  test.each<[string, Partial<typeof SM4>]>([
    ['encrypts no block', { encryptEcb: (_, blocks) => blocks }],
    ['decrypts no block', { decryptEcb: (_, blocks) => blocks }],
    ['encrypts nothing', { encryptCbc: (_, __, blocks) => blocks }],
    ['decrypts nothing', { decryptCbc: (_, __, blocks) => blocks }],
    ['has no key stream', { applyCtr: (_, __, data) => data }],
  ])('an SM4 that %s is passed over', (_, broken) => {
    expect(works('SM4', { ...SM4, ...broken })).toBe(false)
  })

  test('hashes and curves that are others under their name are passed over', () => {
    expect(works('SHA2', { ...SHA2, digest: (_, parts) => SHA2.digest('SHA-256', parts) })).toBe(false)
    const verify: typeof ECDSA.verify = (key, _, message, signature) =>
      ECDSA.verify(key, 'SHA-256', message, signature)
    expect(works('ECDSA', { ...ECDSA, verify })).toBe(false)
    expect(
      works('Ed25519', {
        ...Ed25519,
        verify: (key, _, signature) => Ed25519.verify(key, signature, signature),
      }),
    ).toBe(false)
  })
})

function z(key: Parameters<typeof portableProvider.SM2.verify>[0]): Uint8Array {
  return portableProvider.SM3.digest([identityInput(key.point!, DEFAULT_USER_ID)])
}
