import { children, encodeOid, encodeSequence, parseDer, TAG } from '@xinyin/core/der'

const SM2_CURVE = '1.2.156.10197.1.301'
/** GM/T 0006's name of the signature algorithm, which Botan takes for that of the key. */
const SM2_SIGNATURE = '1.2.156.10197.1.301.1'

/**
 * An SM2 key, `PrivateKeyInfo` or `SubjectPublicKeyInfo`, as Botan writes it: its algorithm is that of the signature.
 * Under `id-ecPublicKey`, where all others write it, Botan takes the key for one of ECDSA on the curve of SM2.
 */
export function botanForm(der: Uint8Array): Uint8Array {
  const algorithm = encodeSequence(encodeOid(SM2_SIGNATURE), encodeOid(SM2_CURVE))
  const parts = children(parseDer(der)).map(({ tag, raw }) => (tag === TAG.sequence ? algorithm : raw))
  return encodeSequence(...parts)
}
