import { describe, expect, test } from 'vitest'
import {
  type ContentCipher,
  createEnvelopedData,
  decryptEnvelopedData,
  type EnvelopedData,
  parseEnvelopedData,
} from '../../src/cms/index.ts'
import {
  encodeContext,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  openDer,
  parseDer,
  readOctetString,
  TAG,
} from '../../src/der/index.ts'
import { encodeUtf8 } from '../../src/index.ts'
import { CONTENT, type HolderKind, holders, KINDS } from './enveloped-holders.ts'

const coded = (code: string, facts: object = {}) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) })

describe('changes', () => {
  /** The message with one octet of a part changed. */
  const parts = ['ciphertext', 'mac', 'authenticatedAttributes'] as const
  const changed = (bytes: Uint8Array, at: number) => bytes.with(at, (bytes[at] ?? 0) ^ 1)

  test('of ciphertext, tag or attributes of an authenticated message are noticed', async () => {
    for (const cipher of ['AES-256-GCM', 'SM4-GCM'] as const) {
      const der = await createEnvelopedData({
        content: CONTENT,
        recipients: [holders.RSA.certificate],
        cipher,
        contentType: '1.2.3',
      })
      const message = parseEnvelopedData(der)
      for (const part of parts) {
        for (const at of [0, message[part].length - 1]) {
          const altered = { ...message, [part]: changed(message[part], at) }
          await expect(decryptEnvelopedData(altered, holders.RSA)).rejects.toThrow(coded('ERR_CMS_DECRYPT'))
        }
      }
    }
  })

  test('of the length of an encrypted key are noticed, zeros in front too', async () => {
    const { certificate } = holders.RSA
    for (;;) {
      const made = await createEnvelopedData({
        content: CONTENT,
        recipients: [certificate],
        cipher: 'SM4-CBC',
      })
      const message = parseEnvelopedData(made)
      const [recipient] = message.recipients
      if (recipient === undefined || recipient.kind === 'other') throw new Error('no recipient')
      // One in 256 begins with a zero; without it, it is the same number.
      if (recipient.encryptedKey[0] !== 0) continue
      const encryptedKey = recipient.encryptedKey.subarray(1)
      const altered = { ...message, recipients: [{ ...recipient, encryptedKey }] } as EnvelopedData
      await expect(decryptEnvelopedData(altered, holders.RSA)).rejects.toThrow(coded('ERR_CMS_DECRYPT'))
      return
    }
  })

  test.each(KINDS)('of the encrypted key are noticed, and named no more than others, %s', async (kind) => {
    const { certificate } = holders[kind]
    const message = parseEnvelopedData(
      await createEnvelopedData({ content: CONTENT, recipients: [certificate], cipher: 'SM4-CBC' }),
    )
    const [recipient] = message.recipients
    if (recipient === undefined || recipient.kind === 'other') throw new Error('no recipient')
    const { encryptedKey } = recipient
    const wrong = [
      changed(encryptedKey, 0),
      changed(encryptedKey, encryptedKey.length - 1),
      encryptedKey.subarray(1),
      new Uint8Array(0),
    ]
    for (const key of wrong) {
      const altered = { ...message, recipients: [{ ...recipient, encryptedKey: key }] } as EnvelopedData
      const error = await decryptEnvelopedData(altered, holders[kind]).catch((cause) => cause)
      expect(error).toEqual(coded('ERR_CMS_DECRYPT'))
      expect([error.cause, error.facts]).toEqual([undefined, {}])
    }
  })

  test('of the padding are the same error', async () => {
    const message = parseEnvelopedData(
      await createEnvelopedData({
        content: CONTENT,
        recipients: [holders.RSA.certificate],
        cipher: 'AES-128-CBC',
      }),
    )
    const { ciphertext } = message
    for (const wrong of [
      ciphertext.subarray(0, -16),
      ciphertext.subarray(1),
      new Uint8Array(0),
      changed(ciphertext, ciphertext.length - 17),
    ]) {
      const error = await decryptEnvelopedData({ ...message, ciphertext: wrong }, holders.RSA).catch(
        (cause) => cause,
      )
      expect(error).toEqual(coded('ERR_CMS_DECRYPT'))
      expect([error.cause, error.facts]).toEqual([undefined, {}])
    }
  })

  test('an authenticated message cannot be passed off as one that is not, nor the other way round', async () => {
    const gcm = parseEnvelopedData(
      await createEnvelopedData({
        content: CONTENT,
        recipients: [holders.RSA.certificate],
        cipher: 'AES-256-GCM',
      }),
    )
    const cbc = parseEnvelopedData(
      await createEnvelopedData({
        content: CONTENT,
        recipients: [holders.RSA.certificate],
        cipher: 'AES-256-CBC',
      }),
    )
    for (const [message, authenticated] of [
      [gcm, false],
      [cbc, true],
    ] as const)
      await expect(decryptEnvelopedData({ ...message, authenticated }, holders.RSA)).rejects.toThrow(
        coded('ERR_CMS_ENVELOPE_ALGORITHM'),
      )
  })

  test('a key of another length than the cipher takes is refused', async () => {
    const message = parseEnvelopedData(
      await createEnvelopedData({
        content: CONTENT,
        recipients: [holders.RSA.certificate],
        cipher: 'AES-128-GCM',
      }),
    )
    const cipher = { ...message.cipher, oid: '2.16.840.1.101.3.4.1.46' }
    await expect(decryptEnvelopedData({ ...message, cipher }, holders.RSA)).rejects.toThrow(
      coded('ERR_CMS_DECRYPT'),
    )
  })
})

describe('algorithms', () => {
  const oid = (algorithm: string, parameters?: Uint8Array) => ({ oid: algorithm, parameters })

  async function messageFor(kind: HolderKind, cipher: ContentCipher) {
    const message = parseEnvelopedData(
      await createEnvelopedData({ content: CONTENT, recipients: [holders[kind].certificate], cipher }),
    )
    const [recipient] = message.recipients
    if (recipient === undefined || recipient.kind === 'other') throw new Error('no recipient')
    return { message, recipient }
  }

  test.each([
    ['RC2', '1.2.840.113549.3.2'],
    ['DES', '1.3.14.3.2.7'],
    ['triple DES', '1.2.840.113549.3.7'],
    ['SM4-ECB', '1.2.156.10197.1.104.1'],
  ])('content under %s is refused', async (_, algorithm) => {
    const { message } = await messageFor('RSA', 'AES-128-CBC')
    await expect(decryptEnvelopedData({ ...message, cipher: oid(algorithm) }, holders.RSA)).rejects.toThrow(
      coded('ERR_CMS_ENVELOPE_ALGORITHM', { algorithm }),
    )
  })

  const gcm = (iv: Uint8Array, length: number) => encodeSequence(encodeOctetString(iv), encodeInteger(length))

  /** The vector that a message names, under CBC or GCM. */
  function vectorOf({ cipher }: EnvelopedData): Uint8Array {
    const node = parseDer(cipher.parameters ?? new Uint8Array(0))
    return readOctetString(node.tag === TAG.sequence ? openDer(node).next() : node)
  }

  test.each<[string, ContentCipher, (iv: Uint8Array) => Uint8Array | undefined]>([
    ['no vector', 'AES-256-CBC', () => undefined],
    ['a short vector', 'AES-256-CBC', (iv) => encodeOctetString(iv.subarray(8))],
    ['no parameters', 'AES-256-GCM', () => undefined],
    ['no vector but nothing', 'AES-256-GCM', () => gcm(new Uint8Array(0), 16)],
    ['a tag of another length than stated', 'AES-256-GCM', (iv) => encodeSequence(encodeOctetString(iv))],
    ['a tag of another length than stated, SM4', 'SM4-GCM', (iv) => gcm(iv, 12)],
  ])('%s', async (_, cipher, parameters) => {
    const { message } = await messageFor('RSA', cipher)
    const altered = { ...message, cipher: oid(message.cipher.oid, parameters(vectorOf(message))) }
    await expect(decryptEnvelopedData(altered, holders.RSA)).rejects.toThrow(coded('ERR_CMS_DECRYPT'))
  })

  test.each([0, 1, 4, 8, 11, 17])(
    'a tag of %i octets is refused, though it is what was stated',
    async (length) => {
      const { message } = await messageFor('RSA', 'AES-256-GCM')
      const cipher = oid(message.cipher.oid, gcm(vectorOf(message), length))
      const mac = new Uint8Array(length)
      mac.set(message.mac.subarray(0, length))
      await expect(decryptEnvelopedData({ ...message, cipher, mac }, holders.RSA)).rejects.toThrow(
        coded('ERR_CMS_DECRYPT'),
      )
    },
  )

  test('a tag of 12 octets is read, stated or not', async () => {
    const { message } = await messageFor('RSA', 'AES-256-GCM')
    const mac = message.mac.subarray(0, 12)
    for (const parameters of [
      gcm(vectorOf(message), 12),
      encodeSequence(encodeOctetString(vectorOf(message))),
    ]) {
      const altered = { ...message, mac, cipher: oid(message.cipher.oid, parameters) }
      expect((await decryptEnvelopedData(altered, holders.RSA)).content).toEqual(CONTENT)
    }
  })

  const SHA256 = encodeSequence(encodeOid('2.16.840.1.101.3.4.2.1'))
  const SHA384 = encodeSequence(encodeOid('2.16.840.1.101.3.4.2.2'))
  const mask = (hash: Uint8Array, mgf = '1.2.840.113549.1.1.8') => encodeSequence(encodeOid(mgf), hash)
  const label = (text: string) =>
    encodeSequence(encodeOid('1.2.840.113549.1.1.9'), encodeOctetString(encodeUtf8(text)))

  test.each<[string, Uint8Array | undefined]>([
    ['no parameters', undefined],
    [
      'a hash that is not known',
      encodeSequence(encodeContext(0, encodeSequence(encodeOid('1.2.840.113549.2.5')))),
    ],
    ['a mask of another hash', encodeSequence(encodeContext(0, SHA256), encodeContext(1, mask(SHA384)))],
    ['the mask of SHA-1, by saying nothing', encodeSequence(encodeContext(0, SHA256))],
    [
      'a mask that is not known',
      encodeSequence(encodeContext(0, SHA256), encodeContext(1, mask(SHA256, '1.2.3'))),
    ],
    [
      'a label',
      encodeSequence(encodeContext(0, SHA256), encodeContext(1, mask(SHA256)), encodeContext(2, label('a'))),
    ],
  ])('OAEP with %s is refused', async (_, parameters) => {
    const { message, recipient } = await messageFor('RSA', 'AES-128-CBC')
    const altered = {
      ...message,
      recipients: [{ ...recipient, algorithm: oid('1.2.840.113549.1.1.7', parameters) }],
    }
    await expect(decryptEnvelopedData(altered as EnvelopedData, holders.RSA)).rejects.toThrow(
      coded('ERR_CMS_ENVELOPE_ALGORITHM'),
    )
  })

  test('OAEP with a label of nothing is what OAEP without one is', async () => {
    const { message, recipient } = await messageFor('RSA', 'AES-128-CBC')
    const parameters = encodeSequence(
      encodeContext(0, SHA256),
      encodeContext(1, mask(SHA256)),
      encodeContext(2, label('')),
    )
    const altered = {
      ...message,
      recipients: [{ ...recipient, algorithm: oid('1.2.840.113549.1.1.7', parameters) }],
    }
    expect((await decryptEnvelopedData(altered as EnvelopedData, holders.RSA)).content).toEqual(CONTENT)
  })

  test('a way to transport a key that the recipient has no key for is refused', async () => {
    for (const [kind, algorithm] of [
      ['RSA', '1.2.156.10197.1.301.3'],
      ['SM2', '1.2.840.113549.1.1.7'],
      ['SM2', '1.2.3'],
    ] as const) {
      const { message, recipient } = await messageFor(kind, 'AES-128-CBC')
      const altered = {
        ...message,
        recipients: [{ ...recipient, algorithm: oid(algorithm, encodeSequence()) }],
      }
      await expect(decryptEnvelopedData(altered as EnvelopedData, holders[kind])).rejects.toThrow(
        coded('ERR_CMS_ENVELOPE_ALGORITHM', { algorithm }),
      )
    }
  })

  test('agreements and wrappings that are not known, or without an ephemeral key, are refused', async () => {
    const { message, recipient } = await messageFor('P-256', 'AES-128-CBC')
    const wrong = [
      { algorithm: oid('1.2.3', recipient.algorithm.parameters) },
      { wrap: oid('1.2.840.113549.1.9.16.3.6') },
      { wrap: undefined },
      { point: undefined },
    ]
    for (const change of wrong) {
      const altered = { ...message, recipients: [{ ...recipient, ...change }] } as EnvelopedData
      await expect(decryptEnvelopedData(altered, holders['P-256'])).rejects.toThrow(
        coded('ERR_CMS_ENVELOPE_ALGORITHM'),
      )
    }
    const { recipient: forRsa } = await messageFor('RSA', 'AES-128-CBC')
    const mixed = { ...message, recipients: [{ ...recipient, rid: forRsa.rid }] } as EnvelopedData
    await expect(decryptEnvelopedData(mixed, holders.RSA)).rejects.toThrow(
      coded('ERR_CMS_ENVELOPE_ALGORITHM'),
    )
  })

  test('an ephemeral key that is no point of the curve is refused', async () => {
    const { message, recipient } = await messageFor('P-256', 'AES-128-CBC')
    for (const point of [new Uint8Array(65).fill(4), new Uint8Array(0), Uint8Array.of(0)]) {
      const altered = { ...message, recipients: [{ ...recipient, point }] } as EnvelopedData
      await expect(decryptEnvelopedData(altered, holders['P-256'])).rejects.toThrow(coded('ERR_CMS_DECRYPT'))
    }
  })
})
