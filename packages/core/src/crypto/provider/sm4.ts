import { decodeHex } from '../../bytes/hex.ts'
import { concatBytes } from '../../bytes/sequence.ts'
import {
  applySm4Counter,
  decryptSm4Blocks,
  decryptSm4Singly,
  encryptSm4Blocks,
  encryptSm4Singly,
} from '../../gm/sm4/modes.ts'
import { chosenAlgorithm } from './algorithm.ts'
import { own } from './node-keys.ts'
import type { NodeCrypto } from './node-module.ts'
import type { Provider } from './provider.ts'
import { equals } from './trial.ts'

const NO_IV = /* @__PURE__ */ new Uint8Array(0)

/** The last call gives nothing: whole blocks go in without padding, and CTR is a stream. */
function whole(cipher: ReturnType<NodeCrypto['createCipheriv']>, data: Uint8Array): Uint8Array {
  cipher.setAutoPadding(false)
  const output = own(cipher.update(data))
  cipher.final()
  return output
}

/** SM4 (GB/T 32907-2016) in the modes that others are built on. */
export const SM4 = /* @__PURE__ */ chosenAlgorithm<Provider['SM4']>({
  portable: {
    encryptEcb: encryptSm4Singly,
    decryptEcb: decryptSm4Singly,
    encryptCbc: encryptSm4Blocks,
    decryptCbc: decryptSm4Blocks,
    applyCtr: applySm4Counter,
  },

  native: (crypto) => ({
    encryptEcb: (key, blocks) => whole(crypto.createCipheriv('sm4-ecb', key, NO_IV), blocks),
    decryptEcb: (key, blocks) => whole(crypto.createDecipheriv('sm4-ecb', key, NO_IV), blocks),
    encryptCbc: (key, iv, blocks) => whole(crypto.createCipheriv('sm4-cbc', key, iv), blocks),
    decryptCbc: (key, iv, blocks) => whole(crypto.createDecipheriv('sm4-cbc', key, iv), blocks),
    applyCtr: (key, counter, data) => whole(crypto.createCipheriv('sm4-ctr', key, counter), data),
  }),

  /** The example of the standard (GB/T 32907-2016, A.1) as a block, as the first of CBC and of a key stream. */
  trials({ encryptEcb, decryptEcb, encryptCbc, decryptCbc, applyCtr }) {
    const key = decodeHex('0123456789abcdeffedcba9876543210')
    const expected = decodeHex('681edf34d206965e86b3e94f536e4246')
    const zero = new Uint8Array(16)
    const twice = (block: Uint8Array) => concatBytes(block, block)
    return [
      equals(() => encryptEcb(key, twice(key)), twice(expected)),
      equals(() => decryptEcb(key, twice(expected)), twice(key)),
      equals(() => encryptCbc(key, zero, key), expected),
      equals(() => decryptCbc(key, zero, expected), key),
      equals(() => applyCtr(key, key, zero), expected),
      equals(() => applyCtr(key, key, zero.subarray(0, 5)), expected.subarray(0, 5)),
    ]
  },
})
