import { type Certificate, digestSm3, encodeHex } from '@xinyin/core'
import type { Seal } from '../seal/seal.ts'

/**
 * What tells one seal from every other: SM3 of its `SES_SealInfo` as it arrived, in lower-case hexadecimal.
 *
 * An identifier alone does not: a maker may give one twice, and whoever holds a maker's key would give that of a good
 * seal. The maker's signature is left out, since the same one can be written in several ways.
 */
export const sealDigest = ({ info }: Pick<Seal, 'info'>): string => encodeHex(digestSm3(info.raw))

/** What tells one maker from another: SM3 of his public key (`SubjectPublicKeyInfo`), in lower-case hexadecimal. */
export const makerDigest = ({ publicKey }: Certificate): string => encodeHex(digestSm3(publicKey.spki))
