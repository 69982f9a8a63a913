import { describe, expect, test } from 'vitest'
import { createPrivateKey, decodeBase64, encodePem, type KeyKind } from '../../src/index.ts'
import { encodePublicKeyPem, parsePublicKeyPem } from '../../src/keys/index.ts'
import { PLAIN } from './files.ts'

const KINDS: readonly KeyKind[] = ['SM2', 'P-256', 'P-384', 'P-521', 'RSA', 'Ed25519', 'Ed448']
const rsa = decodeBase64(PLAIN.rsaPublic)
const pkcs1 = decodeBase64(PLAIN.rsaPublicPkcs1)
const refusal = (code: string) => expect.objectContaining({ code })

test.each(KINDS)('a public key of %s goes out and comes back', async (kind) => {
  const { publicKey } = await createPrivateKey(kind)
  const pem = encodePublicKeyPem(publicKey)
  expect(parsePublicKeyPem(pem)).toEqual(publicKey)
  expect(parsePublicKeyPem(new TextEncoder().encode(pem))).toEqual(publicKey)
})

describe('parsePublicKeyPem', () => {
  test('reads an RSA key in PKCS#1 as that in SubjectPublicKeyInfo', () => {
    expect(parsePublicKeyPem(encodePem('RSA PUBLIC KEY', pkcs1)).spki).toEqual(rsa)
    expect(parsePublicKeyPem(encodePem('PUBLIC KEY', rsa)).spki).toEqual(rsa)
  })

  test.each([
    ['two keys', 'ERR_KEYS_PUBLIC', encodePem('PUBLIC KEY', rsa).repeat(2)],
    ['no key', 'ERR_KEYS_PUBLIC', encodePem('CERTIFICATE', rsa)],
    ['a key of another label', 'ERR_KEYS_PUBLIC', encodePem('EC PUBLIC KEY', rsa)],
    [
      'a private key beside it',
      'ERR_KEYS_PUBLIC',
      encodePem('PUBLIC KEY', rsa) + encodePem('PRIVATE KEY', rsa),
    ],
    ['one form under the label of the other', 'ERR_DER_TAG', encodePem('PUBLIC KEY', pkcs1)],
    ['no PEM', 'ERR_PEM_EMPTY', 'key'],
  ])('refuses %s: %s', (_, code, pem) => {
    expect(() => parsePublicKeyPem(pem)).toThrow(refusal(code))
  })
})
