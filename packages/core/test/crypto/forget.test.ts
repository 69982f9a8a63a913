import { describe, expect, test } from 'vitest'
import { secretOf } from '../../src/crypto/private-key.ts'
import { createPrivateKey, createSigner, exportPrivateKey, type KeyKind } from '../../src/index.ts'
import { forgetPrivateKey, type PrivateKey } from '../../src/keys/index.ts'
import { describeEachProvider } from './each-provider.ts'

const KINDS: readonly KeyKind[] = ['SM2', 'P-256', 'P-521', 'RSA', 'Ed25519', 'Ed448']
const MESSAGE = new TextEncoder().encode('电子证照')

describe.each(KINDS)('a key of %s that was forgotten', (kind) => {
  test('is overwritten', async () => {
    const key = await createPrivateKey(kind)
    const { pkcs8, scalar } = secretOf(key)
    forgetPrivateKey(key)
    expect([...pkcs8, ...(scalar ?? [])].every((octet) => octet === 0)).toBe(true)
    expect(() => exportPrivateKey(key)).toThrow(new TypeError('privateKey: was forgotten'))
    expect(() => forgetPrivateKey(key)).not.toThrow()
    expect(key.publicKey.spki.some((octet) => octet !== 0)).toBe(true)
  })
})

describeEachProvider('a forgotten key', () => {
  // What was imported or computed when it first signed goes with it.
  test.each(KINDS)('of %s signs no more, not even where it signed before', async (kind) => {
    const key = await createPrivateKey(kind)
    const signer = createSigner(key)
    await signer.sign(MESSAGE)
    forgetPrivateKey(key)
    await expect(signer.sign(MESSAGE)).rejects.toThrow(TypeError)
    await expect(createSigner(key).sign(MESSAGE)).rejects.toThrow(TypeError)
  })
})

test('nothing else can be forgotten', async () => {
  const key = await createPrivateKey('SM2')
  expect(() => forgetPrivateKey({ ...key } as PrivateKey)).toThrow(TypeError)
})
