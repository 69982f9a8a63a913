import { openDer, parseDer } from '../der/read.ts'
import { readBitStringBytes } from '../der/value.ts'
import { encodeBitString, encodeNull, encodeOid, encodeSequence } from '../der/write.ts'
import type { PublicKey } from './key.ts'
import { KEY_OIDS } from './public-key.ts'

/**
 * The SPKI by which platforms import an RSA key: many know nothing but `rsaEncryption`. The restrictions of a key under
 * `id-RSASSA-PSS` are then for the caller to keep.
 */
export function rsaEncryptionSpki({ spki, pssOnly }: PublicKey): Uint8Array {
  if (pssOnly === undefined) return spki
  const fields = openDer(parseDer(spki))
  fields.next()
  return encodeSequence(
    encodeSequence(encodeOid(KEY_OIDS.rsa), encodeNull()),
    encodeBitString(readBitStringBytes(fields.next())),
  )
}
