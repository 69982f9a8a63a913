import { createCipheriv, createPrivateKey as importKey, pbkdf2Sync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
} from '../../src/der/index.ts'
import {
  createPrivateKey,
  decodeBase64,
  encodePem,
  exportPrivateKey,
  type KeyKind,
  parsePrivateKey,
  TrustError,
} from '../../src/index.ts'
import { decryptPrivateKey, encryptPrivateKey } from '../../src/keys/index.ts'
import { ENCRYPTED, PLAIN, UNSUPPORTED } from './files.ts'

const PASSWORD = 'correct'
const key = parsePrivateKey(decodeBase64(PLAIN.sm2))
const refusal = (code: string) => expect.objectContaining({ name: 'CoreError', code })
const FEW = { iterations: 1000 }

describe('decryptPrivateKey', () => {
  test.each(Object.entries(ENCRYPTED))(
    'reads what OpenSSL encrypted with %s, DER and PEM',
    async (_, file) => {
      const der = decodeBase64(file)
      const pem = encodePem('ENCRYPTED PRIVATE KEY', der)
      for (const input of [der, pem, new TextEncoder().encode(pem)])
        expect(exportPrivateKey(await decryptPrivateKey(input, PASSWORD))).toEqual(exportPrivateKey(key))
      expect(await decryptPrivateKey(der, new TextEncoder().encode(PASSWORD))).toEqual(key)
    },
  )

  test.each(Object.entries(ENCRYPTED))('refuses a wrong password for %s', async (_, file) => {
    await expect(decryptPrivateKey(decodeBase64(file), 'wrong')).rejects.toThrow(refusal('ERR_KEYS_PASSWORD'))
    await expect(decryptPrivateKey(decodeBase64(file), '')).rejects.toThrow(refusal('ERR_KEYS_PASSWORD'))
  })

  test.each(Object.entries(UNSUPPORTED))('refuses %s, which it does not know', async (_, file) => {
    await expect(decryptPrivateKey(decodeBase64(file), PASSWORD)).rejects.toThrow(
      refusal('ERR_KEYS_ALGORITHM'),
    )
  })

  const der = decodeBase64(ENCRYPTED['SM4, HMAC-SM3'])
  test.each<[string, string, Uint8Array | string]>([
    ['no octets', 'ERR_KEYS_PKCS8', new Uint8Array(0)],
    ['64 KiB', 'ERR_KEYS_PKCS8', encodeSequence(new Uint8Array(65533))],
    ['64 KiB of PEM', 'ERR_PEM_SIZE', encodePem('ENCRYPTED PRIVATE KEY', new Uint8Array(65536))],
    ['an unencrypted key', 'ERR_KEYS_PKCS8', decodeBase64(PLAIN.sm2)],
    ['an unencrypted key in PEM', 'ERR_KEYS_PKCS8', encodePem('PRIVATE KEY', decodeBase64(PLAIN.sm2))],
    ['two keys in PEM', 'ERR_KEYS_PKCS8', encodePem('ENCRYPTED PRIVATE KEY', der).repeat(2)],
    ['an octet after the key', 'ERR_KEYS_PKCS8', Uint8Array.from([...der, 0])],
    ['no PEM', 'ERR_PEM_EMPTY', 'key'],
    [
      'the encryption of old PEM files',
      'ERR_PEM_FORMAT',
      '-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n',
    ],
  ])('refuses %s: %s', async (_, code, input) => {
    await expect(decryptPrivateKey(input, PASSWORD)).rejects.toThrow(refusal(code))
  })

  test('refuses a password that is no text', async () => {
    await expect(decryptPrivateKey(der, 7 as never)).rejects.toThrow(/^password: /)
    await expect(decryptPrivateKey(der, '\ud800')).rejects.toThrow(/^password: /)
    await expect(decryptPrivateKey(der, Uint8Array.of(0xff))).rejects.toThrow(/^password: /)
  })

  // A wrong password leaves padding that looks right once in 256 times: so does a file whose content is any octets.
  test.each([
    ['that are no DER', 'ERR_KEYS_PASSWORD', Uint8Array.of(1, 2, 3)],
    ['that are DER and no key', 'ERR_KEY_PRIVATE', encodeSequence(encodeInteger(0))],
  ])('refuses octets %s, once they are decrypted: %s', async (_, code, plaintext) => {
    const derived = pbkdf2Sync(PASSWORD, new Uint8Array(8), 1000, 32, 'sha256')
    const cipher = createCipheriv('aes-256-cbc', derived, new Uint8Array(16))
    const ciphertext = new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final()]))
    await expect(decryptPrivateKey(make({ ciphertext }), PASSWORD)).rejects.toThrow(refusal(code))
  })
})

/** `EncryptedPrivateKeyInfo` with whatever stands in it. */
interface Made {
  readonly salt?: Uint8Array
  readonly iterations?: bigint | number
  readonly keyLength?: number
  readonly prf?: string
  readonly derivation?: Uint8Array
  readonly cipher?: string
  readonly iv?: Uint8Array
  readonly ciphertext?: Uint8Array
}
const OIDS = {
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  scrypt: '1.3.6.1.4.1.11591.4.11',
  sha256: '1.2.840.113549.2.9',
  sha512: '1.2.840.113549.2.11',
  sm3: '1.2.156.10197.1.401.3.1',
  aes: '2.16.840.1.101.3.4.1.42',
  pbe: '1.2.840.113549.1.12.1.3',
}

function make(made: Made): Uint8Array {
  const { salt = new Uint8Array(8), iterations = 1000, keyLength, prf = OIDS.sha256 } = made
  const pbkdf2 = encodeSequence(
    encodeOid(OIDS.pbkdf2),
    encodeSequence(
      encodeOctetString(salt),
      encodeInteger(iterations),
      ...(keyLength === undefined ? [] : [encodeInteger(keyLength)]),
      encodeSequence(encodeOid(prf), encodeNull()),
    ),
  )
  const { derivation = pbkdf2, cipher = OIDS.aes, iv = new Uint8Array(16) } = made
  const encryption = encodeSequence(encodeOid(cipher), encodeOctetString(iv))
  return encodeSequence(
    encodeSequence(encodeOid(OIDS.pbes2), encodeSequence(derivation, encryption)),
    encodeOctetString(made.ciphertext ?? new Uint8Array(32)),
  )
}

const scrypt = (cost: bigint | number, blockSize = 8, parallelization = 1, keyLength?: number) =>
  encodeSequence(
    encodeOid(OIDS.scrypt),
    encodeSequence(
      encodeOctetString(new Uint8Array(8)),
      encodeInteger(cost),
      encodeInteger(blockSize),
      encodeInteger(parallelization),
      ...(keyLength === undefined ? [] : [encodeInteger(keyLength)]),
    ),
  )

const pbe = (iterations: number) =>
  encodeSequence(
    encodeSequence(
      encodeOid(OIDS.pbe),
      encodeSequence(encodeOctetString(new Uint8Array(8)), encodeInteger(iterations)),
    ),
    encodeOctetString(new Uint8Array(16)),
  )

describe('a hostile encrypted key', () => {
  test.each<[string, string, Uint8Array]>([
    ['wants more iterations than are allowed', 'ERR_KEYS_EFFORT', make({ iterations: 10_000_001 })],
    [
      'wants more iterations of HMAC-SM3 than are allowed, as each takes the time of three',
      'ERR_KEYS_EFFORT',
      make({ iterations: 3_333_334, prf: OIDS.sm3 }),
    ],
    [
      'wants more iterations of HMAC-SHA-512 than are allowed, as each takes the time of two',
      'ERR_KEYS_EFFORT',
      make({ iterations: 5_000_001, prf: OIDS.sha512 }),
    ],
    ['wants 2^47 iterations', 'ERR_KEYS_EFFORT', make({ iterations: 2n ** 46n })],
    ['wants 2^60 iterations', 'ERR_KEYS_PKCS8', make({ iterations: 2n ** 60n })],
    ['wants no iteration', 'ERR_KEYS_ALGORITHM', make({ iterations: 0 })],
    ['wants less than no iteration', 'ERR_KEYS_ALGORITHM', make({ iterations: -5 })],
    ['states another length of the key', 'ERR_KEYS_ALGORITHM', make({ keyLength: 16 })],
    ['has an initial value of eight octets', 'ERR_KEYS_ALGORITHM', make({ iv: new Uint8Array(8) })],
    ['has another HMAC', 'ERR_KEYS_ALGORITHM', make({ prf: '1.2.840.113549.2.5' })],
    ['has another cipher', 'ERR_KEYS_ALGORITHM', make({ cipher: '2.16.840.1.101.3.4.1.46' })],
    [
      'has another derivation',
      'ERR_KEYS_ALGORITHM',
      make({ derivation: encodeSequence(encodeOid('1.2.3'), encodeNull()) }),
    ],
    ['has half a block', 'ERR_KEYS_PASSWORD', make({ ciphertext: new Uint8Array(24) })],
    ['has no block', 'ERR_KEYS_PASSWORD', make({ ciphertext: new Uint8Array(0) })],
    [
      'has half a block of triple DES',
      'ERR_KEYS_PASSWORD',
      make({ cipher: '1.2.840.113549.3.7', iv: new Uint8Array(8), ciphertext: new Uint8Array(12) }),
    ],
    ['has scrypt take a gibibyte', 'ERR_KEYS_EFFORT', make({ derivation: scrypt(2 ** 20) })],
    ['has scrypt take time', 'ERR_KEYS_EFFORT', make({ derivation: scrypt(2, 8, 2 ** 20) })],
    ['has scrypt take blocks of a gibibyte', 'ERR_KEYS_EFFORT', make({ derivation: scrypt(2, 2 ** 23) })],
    ['has a cost of scrypt that is no power of two', 'ERR_KEYS_ALGORITHM', make({ derivation: scrypt(3) })],
    ['has a cost of scrypt of one', 'ERR_KEYS_ALGORITHM', make({ derivation: scrypt(1) })],
    [
      'has a cost of scrypt too high for its blocks',
      'ERR_KEYS_ALGORITHM',
      make({ derivation: scrypt(2 ** 16, 1) }),
    ],
    ['has scrypt without blocks', 'ERR_KEYS_ALGORITHM', make({ derivation: scrypt(16, 0) })],
    [
      'has scrypt of another length of the key',
      'ERR_KEYS_ALGORITHM',
      make({ derivation: scrypt(16, 8, 1, 64) }),
    ],
    ['is of old, and wants no iteration', 'ERR_KEYS_ALGORITHM', pbe(0)],
    ['is of old, and wants more iterations than are allowed', 'ERR_KEYS_EFFORT', pbe(833_334)],
    [
      'names its scheme only',
      'ERR_KEYS_PKCS8',
      encodeSequence(encodeSequence(encodeOid(OIDS.pbes2)), encodeOctetString(new Uint8Array(16))),
    ],
    ['is nested', 'ERR_KEYS_PKCS8', make({ derivation: nested(2000) })],
  ])('that %s is refused at once: %s', async (_, code, input) => {
    const start = performance.now()
    await expect(decryptPrivateKey(input, PASSWORD)).rejects.toThrow(refusal(code))
    expect(performance.now() - start).toBeLessThan(3000)
  })

  test('has limits that the caller sets', async () => {
    const made = make({ iterations: 2000 })
    await expect(decryptPrivateKey(made, PASSWORD, { maxIterations: 1999 })).rejects.toThrow(
      refusal('ERR_KEYS_EFFORT'),
    )
    // More than PBKDF2 makes for one key is too much, whatever all of them may take.
    const most = { maxIterations: 100_000_000 }
    await expect(decryptPrivateKey(make({ iterations: 10_000_001 }), PASSWORD, most)).rejects.toThrow(
      refusal('ERR_KEYS_EFFORT'),
    )
    await expect(decryptPrivateKey(made, PASSWORD, { maxBytes: 64 })).rejects.toThrow(
      refusal('ERR_KEYS_PKCS8'),
    )
    await expect(decryptPrivateKey(made, PASSWORD, { maxIterations: 100_000_001 })).rejects.toThrow(
      RangeError,
    )
    await expect(
      decryptPrivateKey(make({ derivation: scrypt(1024) }), PASSWORD, { maxScrypt: 1024 }),
    ).rejects.toThrow(refusal('ERR_KEYS_EFFORT'))
  })

  test('whatever octet of it is changed, gives a coded error or another key', async () => {
    const file = await encryptPrivateKey(key, PASSWORD, FEW)
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = Uint8Array.from(file)
        changed[at]! ^= change
        await decryptPrivateKey(changed, PASSWORD, { maxIterations: 20_000 }).catch((error: unknown) => {
          expect(error).toBeInstanceOf(TrustError)
        })
      }),
      { numRuns: 150 },
    )
  })
})

function nested(levels: number): Uint8Array {
  let element = encodeNull()
  for (let level = 0; level < levels; level++) element = encodeElement(0x30, element)
  return element
}

describe('encryptPrivateKey', () => {
  const KINDS: readonly KeyKind[] = ['SM2', 'P-256', 'P-384', 'P-521', 'RSA', 'Ed25519', 'Ed448']

  test.each(KINDS)('writes a key of %s that comes back with its password only', async (kind) => {
    const own = await createPrivateKey(kind)
    for (const cipher of ['AES-256', 'SM4'] as const) {
      const file = await encryptPrivateKey(own, '口令🔑', { cipher, ...FEW })
      expect(exportPrivateKey(await decryptPrivateKey(file, '口令🔑'))).toEqual(exportPrivateKey(own))
      await expect(decryptPrivateKey(file, '口令')).rejects.toThrow(refusal('ERR_KEYS_PASSWORD'))
    }
  })

  test('writes what Node reads', async () => {
    const own = await createPrivateKey('P-256')
    const file = await encryptPrivateKey(own, PASSWORD)
    const read = importKey({ key: Buffer.from(file), format: 'der', type: 'pkcs8', passphrase: PASSWORD })
    expect(new Uint8Array(read.export({ format: 'der', type: 'pkcs8' }))).toEqual(exportPrivateKey(own))
  })

  test('takes another salt each time', async () => {
    const [a, b] = [await encryptPrivateKey(key, PASSWORD, FEW), await encryptPrivateKey(key, PASSWORD, FEW)]
    expect(a).not.toEqual(b)
  })

  test('refuses what is no choice', async () => {
    const encrypt = (encryption: object) => encryptPrivateKey(key, PASSWORD, encryption)
    await expect(encrypt({ cipher: 'DES' })).rejects.toThrow(/^cipher: /)
    await expect(encrypt({ iterations: 999 })).rejects.toThrow(/^iterations: /)
    await expect(encrypt({ iterations: 10_000_001 })).rejects.toThrow(/^iterations: /)
    await expect(encryptPrivateKey(key, null as never)).rejects.toThrow(/^password: /)
  })
})
