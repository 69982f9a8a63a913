import { createCipheriv, createDecipheriv } from 'node:crypto'
import { decodeHex, equalBytes, randomBytes } from '@xinyin/core'
import { decryptSm4Cbc, decryptSm4Gcm, encryptSm4Cbc, encryptSm4Gcm } from '@xinyin/core/gm'
import type { ProviderChoice } from '../../../packages/core/src/crypto/provider/algorithm.ts'
import type { Job, Work } from './compare.ts'
import { smCryptoV2 } from './peers.ts'

const LENGTH = 1_000_000

/** SM4 over 1 MB: CBC beside bare Node, which has it; GCM, which Node has not, beside who computes it. */
export function cipherJobs(under: (choice: ProviderChoice, work: Work) => Work): Job[] {
  const [key, iv, nonce] = [randomBytes(16), randomBytes(16), randomBytes(12)]
  const plaintext = randomBytes(LENGTH)
  const cbc = encryptSm4Cbc({ key, iv }, plaintext)
  const gcm = encryptSm4Gcm({ key, iv: nonce }, plaintext)
  const expect = (found: Uint8Array, expected: Uint8Array) => {
    // All of it once would be measured too; the ends tell a wrong mode, key or padding.
    const [start, end] = [found.subarray(0, 32), found.subarray(-32)]
    if (found.length !== expected.length) throw new Error('a length that is not as expected')
    if (!equalBytes(start, expected.subarray(0, 32)) || !equalBytes(end, expected.subarray(-32)))
      throw new Error('not as expected')
  }
  const whole = (cipher: { update(data: Uint8Array): Buffer; final(): Buffer }, data: Uint8Array) =>
    Buffer.concat([cipher.update(data), cipher.final()])
  // Out of the box it answers in hexadecimal digits; asked for octets, it answers four times as fast.
  const theirs = { mode: 'gcm', iv: nonce, outputTag: true } as const
  const inOctets = { ...theirs, output: 'array' } as const

  return [
    {
      name: 'SM4-CBC encrypt, 1 MB',
      bytes: LENGTH,
      contestants: {
        'Xinyin, on Node': under('fastest', () => expect(encryptSm4Cbc({ key, iv }, plaintext), cbc)),
        'Xinyin, portable': under('portable', () => expect(encryptSm4Cbc({ key, iv }, plaintext), cbc)),
        'node:crypto': () => expect(whole(createCipheriv('sm4-cbc', key, iv), plaintext), cbc),
        'sm-crypto-v2': () =>
          expect(smCryptoV2.sm4.encrypt(plaintext, key, { mode: 'cbc', iv, output: 'array' }), cbc),
      },
    },
    {
      name: 'SM4-CBC decrypt, 1 MB',
      bytes: LENGTH,
      contestants: {
        'Xinyin, on Node': under('fastest', () => expect(decryptSm4Cbc({ key, iv }, cbc), plaintext)),
        'node:crypto': () => expect(whole(createDecipheriv('sm4-cbc', key, iv), cbc), plaintext),
      },
    },
    {
      name: 'SM4-GCM encrypt, 1 MB',
      bytes: LENGTH,
      contestants: {
        'Xinyin, on Node': under('fastest', () => expect(encryptSm4Gcm({ key, iv: nonce }, plaintext), gcm)),
        'Xinyin, portable': under('portable', () =>
          expect(encryptSm4Gcm({ key, iv: nonce }, plaintext), gcm),
        ),
        'sm-crypto-v2': () => {
          const { output } = smCryptoV2.sm4.encrypt(plaintext, key, theirs)
          expect(decodeHex(output.slice(0, 64)), gcm.subarray(0, 32))
        },
        'sm-crypto-v2, in octets': () =>
          expect(smCryptoV2.sm4.encrypt(plaintext, key, inOctets).output, gcm.subarray(0, LENGTH)),
      },
    },
    {
      name: 'SM4-GCM decrypt, 1 MB',
      bytes: LENGTH,
      contestants: {
        'Xinyin, on Node': under('fastest', () => expect(decryptSm4Gcm({ key, iv: nonce }, gcm), plaintext)),
        'sm-crypto-v2, in octets': () =>
          expect(
            smCryptoV2.sm4.decrypt(gcm.subarray(0, LENGTH), key, { ...inOctets, tag: gcm.subarray(LENGTH) }),
            plaintext,
          ),
      },
    },
  ]
}
