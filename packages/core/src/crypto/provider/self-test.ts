import { decodeHex } from '../../bytes/hex.ts'
import { equalBytes } from '../../bytes/sequence.ts'
import { encodeUtf8 } from '../../bytes/utf8.ts'
import { DEFAULT_USER_ID, identityInput } from '../../gm/sm2/user.ts'
import { sm3 } from '../../gm/sm3.ts'
import { curvePublicKey } from '../public-key.ts'
import type { Provider } from './provider.ts'

/** Known answers: a platform that claims an algorithm and computes another, or throws, is passed over. */
function works(test: () => boolean): boolean {
  try {
    return test()
  } catch {
    return false
  }
}

/** `abc` (GB/T 32905-2016, A.1), and the HMAC that portable code computes. */
export function sm3Works(implementation: Provider['SM3']): boolean {
  return works(() => {
    const abc = encodeUtf8('abc')
    const expected = decodeHex('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
    const expectedMac = decodeHex('8112d24a09eeda43ea595f3cfefb2a34856977ce4ac1d03fcc2067ae64c5e3f1')
    const long = new Uint8Array(1000)
    const hasher = implementation.createHasher().update(abc.subarray(0, 1)).update(abc.subarray(1))
    return (
      equalBytes(implementation.digest([abc]), expected) &&
      equalBytes(implementation.digest([abc.subarray(0, 2), abc.subarray(2)]), expected) &&
      equalBytes(hasher.digest(), expected) &&
      equalBytes(implementation.digest([long]), sm3(long)) &&
      equalBytes(implementation.digest([long, abc]), sm3(long, abc)) &&
      equalBytes(implementation.hmac(abc, [abc]), expectedMac)
    )
  })
}

/** The signature that the standard works out (GB/T 32918.5-2017, A.2): with its id, without it, and altered. */
export function sm2Works(implementation: Provider['SM2']): boolean {
  return works(() => {
    const point = decodeHex(
      '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
        'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
    )
    const signature = decodeHex(
      'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
        'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    )
    const key = curvePublicKey('SM2', point)
    const message = encodeUtf8('message digest')
    const z = sm3(identityInput(point, DEFAULT_USER_ID))
    return (
      implementation.verify(key, z, message, signature) &&
      !implementation.verify(key, sm3(identityInput(point, new Uint8Array(0))), message, signature) &&
      !implementation.verify(key, z, message, signature.with(63, 0xab))
    )
  })
}

/** The example of the standard (GB/T 32907-2016, A.1) as the first block of CBC and of a key stream. */
export function sm4Works(implementation: Provider['SM4']): boolean {
  return works(() => {
    const key = decodeHex('0123456789abcdeffedcba9876543210')
    const expected = decodeHex('681edf34d206965e86b3e94f536e4246')
    const zero = new Uint8Array(16)
    return (
      equalBytes(implementation.encryptCbc(key, zero, key), expected) &&
      equalBytes(implementation.decryptCbc(key, zero, expected), key) &&
      equalBytes(implementation.applyCtr(key, key, zero), expected) &&
      equalBytes(implementation.applyCtr(key, key, zero.subarray(0, 5)), expected.subarray(0, 5))
    )
  })
}
