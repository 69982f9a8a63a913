import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import {
  children,
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeOctetString,
  encodeSequence,
  parseDer,
} from '@xinyin/core/der'
import { readAuthorityFile } from '../authority.ts'
import type { Mutate } from '../target.ts'
import { mutateTlv } from './tlv.ts'

let key: KeyObject | undefined

/** Ed25519, so that the same octets have the same signature in every run. */
function signatureOf(tbs: Uint8Array): Uint8Array {
  key ??= createPrivateKey({
    key: Buffer.from(readAuthorityFile('middle.key')),
    format: 'der',
    type: 'pkcs8',
  })
  return encodeBitString(new Uint8Array(sign(null, tbs, key)))
}

/** Changes what is signed and signs it anew, so that the change gets past the signature: certificates and lists. */
export const mutateSigned: Mutate = (seed, random, other) => {
  const [tbs, algorithm] = children(parseDer(seed))
  const [donor] = children(parseDer(other))
  if (tbs === undefined || algorithm === undefined) return mutateTlv(seed, random, other)
  const changed = mutateTlv(tbs.raw, random, donor?.raw ?? other)
  return encodeSequence(changed, algorithm.raw, signatureOf(changed))
}

/** The same for OCSP answers, whose signed part lies deeper (RFC 6960, 4.2.1). */
export const mutateSignedAnswer: Mutate = (seed, random, other) => {
  const basicOf = (response: Uint8Array) => {
    const [, bytes] = children(parseDer(response))
    const [type, octets] = bytes === undefined ? [] : children(children(bytes)[0] ?? bytes)
    return { type, parts: octets === undefined ? [] : children(parseDer(octets.content)) }
  }
  const { type, parts } = basicOf(seed)
  const [tbs, algorithm] = parts
  if (type === undefined || tbs === undefined || algorithm === undefined)
    return mutateTlv(seed, random, other)
  const changed = mutateTlv(tbs.raw, random, basicOf(other).parts[0]?.raw ?? other)
  const basic = encodeSequence(changed, algorithm.raw, signatureOf(changed))
  return encodeSequence(
    encodeElement(0x0a, Uint8Array.of(0)),
    encodeContext(0, encodeSequence(type.raw, encodeOctetString(basic))),
  )
}
