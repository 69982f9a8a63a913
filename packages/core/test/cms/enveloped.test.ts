import { describe, expect, test } from 'vitest'
import {
  type ContentCipher,
  createEnvelopedData,
  decryptEnvelopedData,
  parseEnvelopedData,
} from '../../src/cms/index.ts'
import { createPrivateKey, decodeUtf8, encodePem, equalBytes } from '../../src/index.ts'
import { CONTENT, holder, holders, KINDS } from './enveloped-holders.ts'
import { MESSAGES, PLAINTEXT } from './enveloped-openssl.ts'

const coded = (code: string, facts: object = {}) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) })

const CIPHERS: readonly ContentCipher[] = [
  'AES-128-GCM',
  'AES-256-GCM',
  'AES-128-CBC',
  'AES-256-CBC',
  'SM4-CBC',
  'SM4-GCM',
]

describe('what is encrypted can be decrypted', () => {
  test.each(KINDS.flatMap((kind) => CIPHERS.map((cipher) => ({ kind, cipher }))))(
    '$kind, $cipher',
    async ({ kind, cipher }) => {
      const { certificate, privateKey } = holders[kind]
      const message = parseEnvelopedData(
        await createEnvelopedData({ content: CONTENT, recipients: [certificate], cipher }),
      )
      const opened = await decryptEnvelopedData(message, { privateKey, certificate })
      expect(opened).toEqual({
        content: CONTENT,
        contentType: '1.2.840.113549.1.7.1',
        authenticated: cipher.endsWith('GCM'),
      })
    },
  )

  test('by each of several recipients, of any kind', async () => {
    const recipients = KINDS.map((kind) => holders[kind].certificate)
    const message = parseEnvelopedData(await createEnvelopedData({ content: CONTENT, recipients }))
    expect(message.recipients.length).toBe(5)
    for (const kind of KINDS)
      expect((await decryptEnvelopedData(message, holders[kind])).content).toEqual(CONTENT)
  })

  test('unless something else is said: authenticated, or as GB/T 35275 has it where all keys are SM2', async () => {
    const aes = parseEnvelopedData(
      await createEnvelopedData({
        content: CONTENT,
        recipients: [holders.RSA.certificate, holders.SM2.certificate],
      }),
    )
    expect([aes.authenticated, aes.cipher.oid]).toEqual([true, '2.16.840.1.101.3.4.1.46'])
    const sm4 = parseEnvelopedData(
      await createEnvelopedData({ content: CONTENT, recipients: [holders.SM2.certificate] }),
    )
    expect([sm4.authenticated, sm4.cipher.oid]).toEqual([false, '1.2.156.10197.1.104.2'])
  })

  test('under the object identifiers of GM/T 0010', async () => {
    const der = await createEnvelopedData({
      content: CONTENT,
      recipients: [holders.SM2.certificate],
      profile: 'GMT0010',
    })
    const message = parseEnvelopedData(der)
    expect([message.profile, message.contentType]).toEqual(['GMT0010', '1.2.156.10197.6.1.4.2.1'])
    expect((await decryptEnvelopedData(message, holders.SM2)).content).toEqual(CONTENT)
  })

  test('with content that was signed, the type of which is authenticated', async () => {
    const contentType = '1.2.840.113549.1.7.2'
    for (const cipher of ['AES-256-GCM', 'SM4-GCM', 'AES-256-CBC'] as const) {
      const der = await createEnvelopedData({
        content: CONTENT,
        recipients: [holders.RSA.certificate],
        cipher,
        contentType,
      })
      const opened = await decryptEnvelopedData(parseEnvelopedData(der), holders.RSA)
      expect(opened).toEqual({ content: CONTENT, contentType, authenticated: cipher.endsWith('GCM') })
    }
  })

  test('of nothing, and of a lot', async () => {
    for (const content of [new Uint8Array(0), new Uint8Array(3_000_000).fill(7)]) {
      for (const cipher of ['AES-256-GCM', 'SM4-CBC'] as const) {
        const der = await createEnvelopedData({ content, recipients: [holders['P-256'].certificate], cipher })
        const opened = await decryptEnvelopedData(parseEnvelopedData(der), holders['P-256'])
        expect(equalBytes(opened.content, content)).toBe(true)
      }
    }
  })

  test('in PEM', async () => {
    const der = await createEnvelopedData({ content: CONTENT, recipients: [holders.RSA.certificate] })
    expect(
      (await decryptEnvelopedData(parseEnvelopedData(encodePem('CMS', der)), holders.RSA)).content,
    ).toEqual(CONTENT)
  })

  test('and never encrypts to the same', async () => {
    const options = {
      content: CONTENT,
      recipients: [holders.RSA.certificate],
      cipher: 'AES-256-CBC',
    } as const
    const [a, b] = [
      parseEnvelopedData(await createEnvelopedData(options)),
      parseEnvelopedData(await createEnvelopedData(options)),
    ]
    expect(a.cipher.parameters).not.toEqual(b.cipher.parameters)
    expect(a.ciphertext).not.toEqual(b.ciphertext)
  })
})

describe('messages of OpenSSL', () => {
  test.each(['rsaSha1', 'rsaSha256', 'sm4', 'p256Stream', 'p256', 'p384', 'p521'] as const)(
    '%s',
    async (name) => {
      const { der, to } = MESSAGES[name]
      const { content } = await decryptEnvelopedData(parseEnvelopedData(der), to)
      expect(decodeUtf8(content)).toBe(PLAINTEXT)
    },
  )

  test('under PKCS #1 v1.5 are refused', async () => {
    const { der, to } = MESSAGES.rsaPkcs1
    await expect(decryptEnvelopedData(parseEnvelopedData(der), to)).rejects.toThrow(
      coded('ERR_CMS_ENVELOPE_ALGORITHM', { algorithm: '1.2.840.113549.1.1.1' }),
    )
  })
})

describe('recipients', () => {
  test('another certificate is told that the message is not for it', async () => {
    const message = parseEnvelopedData(
      await createEnvelopedData({ content: CONTENT, recipients: [holders.RSA.certificate] }),
    )
    await expect(decryptEnvelopedData(message, holders['P-256'])).rejects.toThrow(coded('ERR_CMS_RECIPIENT'))
  })

  test('a message that nothing authenticates is refused where that is asked for, whoever it is for', async () => {
    const recipients = [holders.SM2.certificate]
    const required = { authenticated: 'required' } as const
    const loose = parseEnvelopedData(
      await createEnvelopedData({ content: CONTENT, recipients, cipher: 'SM4-CBC' }),
    )
    for (const holder of [holders.SM2, holders.RSA])
      await expect(decryptEnvelopedData(loose, holder, required)).rejects.toThrow(
        coded('ERR_CMS_UNAUTHENTICATED'),
      )
    for (const policy of [undefined, {}, { authenticated: 'optional' } as const])
      expect((await decryptEnvelopedData(loose, holders.SM2, policy)).authenticated).toBe(false)
    const firm = parseEnvelopedData(
      await createEnvelopedData({ content: CONTENT, recipients, cipher: 'SM4-GCM' }),
    )
    expect((await decryptEnvelopedData(firm, holders.SM2, required)).authenticated).toBe(true)
    await expect(decryptEnvelopedData(firm, holders.SM2, { authenticated: true as never })).rejects.toThrow(
      TypeError,
    )
  })

  test('a key that is not that of the certificate is a wrong call', async () => {
    const message = parseEnvelopedData(
      await createEnvelopedData({ content: CONTENT, recipients: [holders.RSA.certificate] }),
    )
    const mixed = { certificate: holders.RSA.certificate, privateKey: holders.SM2.privateKey }
    await expect(decryptEnvelopedData(message, mixed)).rejects.toThrow(TypeError)
  })

  test('a certificate is not encrypted for against its key usage', async () => {
    for (const [kind, keyUsage] of [
      ['RSA', ['digitalSignature', 'keyAgreement']],
      ['SM2', ['digitalSignature']],
      ['P-256', ['keyEncipherment']],
    ] as const) {
      const { certificate } = await holder(kind, holders[kind].privateKey, { keyUsage })
      await expect(createEnvelopedData({ content: CONTENT, recipients: [certificate] })).rejects.toThrow(
        /key(Encipherment|Agreement)/,
      )
    }
  })

  test('keys that only sign are not encrypted for', async () => {
    const { certificate } = await holder('Ed25519', await createPrivateKey('Ed25519'))
    await expect(createEnvelopedData({ content: CONTENT, recipients: [certificate] })).rejects.toThrow(
      TypeError,
    )
  })

  test('wrong calls', async () => {
    const recipients = [holders.RSA.certificate]
    await expect(createEnvelopedData({ content: CONTENT, recipients: [] })).rejects.toThrow(RangeError)
    await expect(
      createEnvelopedData({ content: CONTENT, recipients, cipher: 'DES' as ContentCipher }),
    ).rejects.toThrow(TypeError)
    await expect(createEnvelopedData({ content: CONTENT, recipients, profile: 'GMT0010' })).rejects.toThrow(
      TypeError,
    )
  })
})
