import { readTruth, testTruth } from '@xinyin/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createPrivateKey,
  createSigner,
  decodeBase64,
  encodeHex,
  exportPrivateKey,
  type KeyKind,
  parseCertificate,
  parsePrivateKey,
  signatureScheme,
  TrustError,
} from '../../src/index.ts'
import { createPkcs12, parsePkcs12 } from '../../src/keys/index.ts'
import { selfSigned } from './certificate.ts'
import { PKCS12, PLAIN } from './files.ts'

const PASSWORD = 'correct'
const file = (name: keyof typeof PKCS12) => decodeBase64(PKCS12[name])
const plain = (name: keyof typeof PLAIN) => exportPrivateKey(parsePrivateKey(decodeBase64(PLAIN[name])))
const refusal = (code: string) => expect.objectContaining({ name: 'CoreError', code })
const FEW = { iterations: 1000 }

describe('parsePkcs12', () => {
  testTruth.each([
    ['seal/user.p12', '777777'],
    ['seal/root.p12', '123456'],
  ])('opens %s, whose key is that of its certificate', async (path, password) => {
    const { keys, certificates } = await parsePkcs12(readTruth(path), password)
    const [key] = keys
    expect(keys.length).toBe(1)
    expect(key!.privateKey.kind).toBe('SM2')
    expect(key!.friendlyName).toBe('private')
    expect(key!.certificates).toEqual(certificates)
    expect(certificates[0]!.publicKey.point).toEqual(key!.privateKey.publicKey.point)
    const signer = createSigner(key!.privateKey)
    const message = new TextEncoder().encode('盖章')
    const scheme = signatureScheme({ oid: signer.algorithm, parameters: undefined })!
    expect(await scheme.verify(certificates[0]!.publicKey, message, await signer.sign(message))).toBe(true)
    await expect(parsePkcs12(readTruth(path), '000000')).rejects.toThrow(refusal('ERR_KEYS_PASSWORD'))
  })

  test.each([
    ['sm2', 'sm2'],
    ['sm4', 'sm2'],
    ['legacy', 'sm2'],
    ['sha512', 'p256'],
    ['plain', 'p256'],
    ['pbmac1', 'p256'],
  ] as const)('reads what OpenSSL wrote: %s', async (name, key) => {
    const { keys, certificates } = await parsePkcs12(file(name), PASSWORD)
    expect(keys.map(({ privateKey }) => exportPrivateKey(privateKey))).toEqual([plain(key)])
    expect(keys[0]!.certificates).toEqual(certificates)
    expect(certificates.length).toBe(1)
  })

  test.each(['java', 'javaLegacy'] as const)('reads what Java wrote: %s', async (name) => {
    const { keys } = await parsePkcs12(file(name), PASSWORD)
    expect(keys.map(({ friendlyName }) => friendlyName)).toEqual(['signer'])
    expect(keys[0]!.certificates.map(({ publicKey }) => publicKey.spki)).toEqual([
      keys[0]!.privateKey.publicKey.spki,
    ])
  })

  test('reads what is made with SM3 and as many rounds as are usual, the dearest there is', async () => {
    const privateKey = await createPrivateKey('SM2')
    const certificates = [await selfSigned(privateKey)]
    const made = await createPkcs12({ privateKey, certificates, password: PASSWORD, cipher: 'SM4' })
    expect((await parsePkcs12(made, PASSWORD)).keys).toHaveLength(1)
  }, 60_000)

  test('gives a key its certificate and those that issued it', async () => {
    const { keys, certificates } = await parsePkcs12(file('chain'), PASSWORD)
    expect(exportPrivateKey(keys[0]!.privateKey)).toEqual(plain('leaf'))
    expect(keys[0]!.friendlyName).toBe('signer 签名')
    expect(keys[0]!.certificates.map(({ subject }) => subject.text)).toEqual(['CN=leaf', 'CN=p256'])
    expect(certificates.length).toBe(2)
  })

  test('gives a certificate that came along though its key is of no use here', async () => {
    const key = await createPrivateKey('SM2')
    const own = await selfSigned(key)
    const raw = (await selfSigned(await createPrivateKey('P-256'))).raw.slice()
    // The last octet of the curve's identifier: prime192v1 in place of prime256v1.
    const curve = Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7)
    const at = raw.findIndex((_, start) => curve.every((octet, i) => raw[start + i] === octet))
    raw[at + 7] = 1
    const other = parseCertificate(raw)
    expect(() => other.publicKey).toThrow()
    const content = { privateKey: key, certificates: [own, other], password: 'x', iterations: 1000 }
    const file = await parsePkcs12(await createPkcs12(content), 'x')
    expect(file.certificates).toHaveLength(2)
    expect(file.keys[0]?.certificates).toEqual([expect.objectContaining({ raw: own.raw })])
  })

  test('reads certificates without a key', async () => {
    const { keys, certificates } = await parsePkcs12(file('certificates'), PASSWORD)
    expect([keys.length, certificates.length]).toEqual([0, 1])
  })

  test('takes passwords that are empty, and those beyond ASCII, as text and as octets', async () => {
    expect((await parsePkcs12(file('empty'), '')).keys.length).toBe(1)
    expect((await parsePkcs12(file('chinese'), '印章口令🔑')).keys.length).toBe(1)
    expect((await parsePkcs12(file('chinese'), new TextEncoder().encode('印章口令🔑'))).keys.length).toBe(1)
  })

  test.each(Object.keys(PKCS12).filter((name) => name !== 'unprotected') as (keyof typeof PKCS12)[])(
    'refuses a wrong password for %s',
    async (name) => {
      for (const password of ['wrong', 'Correct'])
        await expect(parsePkcs12(file(name), password)).rejects.toThrow(refusal('ERR_KEYS_PASSWORD'))
    },
  )

  test('refuses a file that nothing protects', async () => {
    await expect(parsePkcs12(file('unprotected'), PASSWORD)).rejects.toThrow(refusal('ERR_KEYS_UNPROTECTED'))
  })

  test.each(['sha512', 'legacy', 'pbmac1'] as const)(
    'refuses %s with any octet of its content changed',
    async (name) => {
      const whole = file(name)
      const original = await parsePkcs12(whole, PASSWORD)
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
          const changed = Uint8Array.from(whole)
          changed[at]! ^= change
          const opened = await parsePkcs12(changed, PASSWORD, { maxIterations: 20_000 }).catch(
            (error: unknown) => {
              expect(error).toBeInstanceOf(TrustError)
            },
          )
          // What the MAC does not cover may change: nothing that is read is there.
          if (opened !== undefined) expect(opened).toEqual(original)
        }),
        { numRuns: 40 },
      )
    },
  )

  test('refuses a file that was cut anywhere', async () => {
    const whole = file('sha512')
    for (let length = 0; length < whole.length; length += 41)
      await expect(parsePkcs12(whole.subarray(0, length), PASSWORD)).rejects.toThrow(
        refusal('ERR_KEYS_PKCS12'),
      )
    await expect(parsePkcs12(Uint8Array.from([...whole, 0]), PASSWORD)).rejects.toThrow(
      refusal('ERR_KEYS_PKCS12'),
    )
  })
})

describe('createPkcs12', () => {
  const KINDS: readonly KeyKind[] = ['SM2', 'P-256', 'P-384', 'P-521', 'RSA', 'Ed25519']

  test.each(KINDS)('writes a key of %s with its certificate', async (kind) => {
    const privateKey = await createPrivateKey(kind)
    const certificate = await selfSigned(privateKey)
    for (const cipher of ['AES-256', 'SM4'] as const)
      for (const mac of ['PKCS12', 'PBMAC1'] as const) {
        const content = { privateKey, certificates: [certificate], friendlyName: '电子印章', cipher, mac }
        const written = await createPkcs12({ ...content, password: '口令', ...FEW })
        const { keys, certificates } = await parsePkcs12(written, '口令')
        expect(keys.map((key) => exportPrivateKey(key.privateKey))).toEqual([exportPrivateKey(privateKey)])
        expect(keys[0]!.friendlyName).toBe('电子印章')
        expect(keys[0]!.certificates.map(({ raw }) => raw)).toEqual([certificate.raw])
        expect(certificates.length).toBe(1)
        await expect(parsePkcs12(written, '口 令')).rejects.toThrow(refusal('ERR_KEYS_PASSWORD'))
      }
  })

  test('writes a key alone', async () => {
    const privateKey = await createPrivateKey('SM2')
    const written = await createPkcs12({ privateKey, certificates: [], password: '', ...FEW })
    const { keys, certificates } = await parsePkcs12(written, '')
    expect([keys[0]!.certificates, certificates, keys[0]!.friendlyName]).toEqual([[], [], undefined])
  })

  test('shows nothing of the key', async () => {
    const privateKey = await createPrivateKey('P-256')
    const written = await createPkcs12({ privateKey, certificates: [], password: '', ...FEW })
    const secret = encodeHex(exportPrivateKey(privateKey)).slice(72, 136)
    expect(encodeHex(written)).not.toContain(secret)
  })

  test('refuses what does not go together', async () => {
    const privateKey = await createPrivateKey('SM2')
    const other = await selfSigned(await createPrivateKey('SM2'))
    const content = { privateKey, certificates: [], password: '' }
    await expect(createPkcs12({ ...content, certificates: [other] })).rejects.toThrow(/^certificates: /)
    await expect(createPkcs12({ ...content, mac: 'none' as never })).rejects.toThrow(/^mac: /)
    await expect(createPkcs12({ ...content, cipher: 'none' as never })).rejects.toThrow(/^cipher: /)
  })
})
