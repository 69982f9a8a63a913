import { concatBytes, createPrivateKey, createSigner, encodePem, type KeyKind } from '@xinyin/core'
import { createCsr, parseCsr, verifyCsr } from '@xinyin/core/ca'
import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOid,
  encodeSequence,
} from '@xinyin/core/der'
import { expect, test } from 'vitest'
import { forgeExtension, forgeName } from '../x509/forge.ts'

const code = (name: string) => expect.objectContaining({ code: name })
const KINDS: readonly KeyKind[] = ['SM2', 'P-256', 'Ed25519', 'RSA']
const key = await createPrivateKey('SM2')

test.each(KINDS)('a request for a %s key proves that its maker holds the key', async (kind) => {
  const own = await createPrivateKey(kind)
  const request = await createCsr({ subject: { country: 'CN', commonName: '某局' }, key: own })
  const verified = await verifyCsr(encodePem('CERTIFICATE REQUEST', request.raw))
  expect(verified).toEqual(request)
  expect(verified.publicKey.spki).toEqual(own.publicKey.spki)
  expect(verified.subject.text).toBe('CN=某局,C=CN')
  expect(verified.extensions).toEqual([])
})

test('the extensions that were asked for are read', async () => {
  const { extensions } = await createCsr({
    subject: { commonName: '某局' },
    key,
    keyUsage: ['digitalSignature'],
    subjectAltName: { dns: ['a.example'] },
  })
  expect(extensions.map(({ oid }) => oid)).toEqual(['2.5.29.15', '2.5.29.17'])
})

test('a changed byte anywhere fails with a code', async () => {
  const { raw } = await createCsr({ subject: { commonName: '某局' }, key, keyUsage: ['digitalSignature'] })
  for (let at = 0; at < raw.length; at++) {
    const changed = raw.map((octet, n) => (n === at ? octet ^ 1 : octet))
    await expect(verifyCsr(changed)).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_(REQUEST|DER|KEY|BYTES|CERTIFICATE|PEM)_/),
    })
  }
})

/** A request of the given parts, signed with the key. */
async function forgeRequest(version: Uint8Array, ...attributes: Uint8Array[]): Promise<Uint8Array> {
  const signer = createSigner(key)
  const info = encodeSequence(version, forgeName(['CN', '某局']), key.publicKey.spki, ...attributes)
  const algorithm = encodeSequence(encodeOid(signer.algorithm))
  return encodeSequence(info, algorithm, encodeBitString(await signer.sign(info)))
}

const requested = encodeSequence(
  encodeOid('1.2.840.113549.1.9.14'),
  encodeElement(0x31, encodeSequence(forgeExtension('1.2.3', encodeNull()))),
)

test('a request without attributes, and one with an attribute that is not known, are read', async () => {
  expect((await verifyCsr(await forgeRequest(encodeInteger(0)))).extensions).toEqual([])
  const challenge = encodeSequence(encodeOid('1.2.840.113549.1.9.7'), encodeElement(0x31, encodeNull()))
  const request = await verifyCsr(
    await forgeRequest(encodeInteger(0), encodeContext(0, challenge, requested)),
  )
  expect(request.extensions.map(({ oid }) => oid)).toEqual(['1.2.3'])
})

test.each([
  ['another version', encodeInteger(1), [], 'ERR_REQUEST_VERSION'],
  [
    'two requests for extensions',
    encodeInteger(0),
    [encodeContext(0, requested, requested)],
    'ERR_CERTIFICATE_EXTENSION_TWICE',
  ],
  ['a rest', encodeInteger(0), [encodeContext(0), encodeNull()], 'ERR_DER_TAG'],
])('refuses %s', async (_what, version, attributes, expected) => {
  const request = await forgeRequest(version, ...attributes)
  expect(() => parseCsr(request)).toThrow(code(expected))
})

test('refuses what is no request, truncations and what follows', async () => {
  const { raw } = await createCsr({ subject: { commonName: '某局' }, key })
  expect(() => parseCsr(encodePem('CERTIFICATE', raw))).toThrow(code('ERR_PEM_LABEL'))
  const twice = encodePem('CERTIFICATE REQUEST', raw).repeat(2)
  expect(() => parseCsr(twice)).toThrow(code('ERR_PEM_LABEL'))
  expect(() => parseCsr('')).toThrow(code('ERR_PEM_EMPTY'))
  expect(() => parseCsr(raw.subarray(0, 50))).toThrow(code('ERR_DER_TRUNCATED'))
  expect(() => parseCsr(concatBytes(raw, Uint8Array.of(0)))).toThrow(code('ERR_DER_TRAILING'))
  expect(() => parseCsr(Uint8Array.from([0x30, 0x83, 1, 0, 0, ...new Uint8Array(65536)]))).toThrow(
    code('ERR_DER_SIZE'),
  )
})
