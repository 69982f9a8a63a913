import { afterEach, describe, expect, test } from 'vitest'
import { chooseProvider, type ProviderChoice } from '../../src/crypto/provider/algorithm.ts'
import { describeProvider } from '../../src/crypto/provider/all.ts'
import type { Algorithm } from '../../src/crypto/provider/provider.ts'
import { CONTRACT } from './contract.ts'
import { CHOICES } from './each-provider.ts'

/** What a provider does not compute itself, what does so for it, and why. */
const EXCEPTIONS: Readonly<Record<(typeof CHOICES)[number], readonly (readonly [Algorithm[], string])[]>> = {
  node: [],
  webcrypto: [
    [['SM2', 'SM3', 'SM4'], 'no platform has them in WebCrypto'],
    [
      ['SHA2'],
      'WebCrypto hashes later, and only what is there as a whole: hashes here answer at once, and take pieces',
    ],
  ],
  // Signing with RSA, alone, goes to WebCrypto: raising to a secret power is for who can do it in constant time.
  portable: [],
}

const NAMES = { node: 'node:crypto', webcrypto: 'WebCrypto', portable: 'portable' } as const

afterEach(() => chooseProvider('fastest'))

describe.each(CHOICES)('the contract, %s', (choice) => {
  test.each(CONTRACT.map((clause) => [clause.what, clause] as const))('%s', async (_, clause) => {
    chooseProvider(choice)
    await clause.run()
  })

  test('says what computes each algorithm, with no exception but those named', () => {
    chooseProvider(choice)
    const lacking = EXCEPTIONS[choice].flatMap(([algorithms]) => algorithms)
    for (const [algorithm, name] of Object.entries(describeProvider()))
      expect(name).toBe(lacking.includes(algorithm as Algorithm) ? 'portable' : NAMES[choice])
  })
})

test('what one provider signs, the others verify', async () => {
  const signed: [ProviderChoice, () => Promise<void>][] = []
  const { createPrivateKey, createSigner, signatureScheme, encodeUtf8 } = await import('../../src/index.ts')
  const message = encodeUtf8('across')
  for (const kind of ['SM2', 'P-256', 'P-384', 'P-521', 'RSA', 'Ed25519', 'Ed448'] as const) {
    const key = await createPrivateKey(kind)
    for (const choice of CHOICES) {
      chooseProvider(choice)
      const signer = createSigner(key)
      const signature = await signer.sign(message)
      const scheme = signatureScheme({ oid: signer.algorithm, parameters: undefined })!
      for (const other of CHOICES)
        signed.push([
          other,
          async () =>
            expect(await scheme.verify(key.publicKey, message, signature), `${kind} ${choice}`).toBe(true),
        ])
    }
  }
  for (const [choice, verify] of signed) {
    chooseProvider(choice)
    await verify()
  }
})
