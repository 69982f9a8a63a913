import { type Check, failed, passed } from '@xinyin/core'
import { isSm2WithSm3, SM2_WITH_SM3 } from '../../../seal/algorithm.ts'
import type { SignedValue } from '../../../signature/signed-value.ts'
import type { SignatureFile } from '../signature-file.ts'

const isOtherName = (oid: string) => oid !== SM2_WITH_SM3 && isSm2WithSm3(oid)

/** Document and signature name the same algorithm. */
export function checkSignatureMethod(
  { algorithm }: SignedValue['signature'],
  { method }: SignatureFile,
): Check {
  const facts = { method: method.slice(0, 60), algorithm }
  const agree = method === algorithm || (isSm2WithSm3(method) && isSm2WithSm3(algorithm))
  return agree
    ? passed('ofd.signature-method', isOtherName(method) ? { ...facts, tolerance: 'algorithm-oid' } : facts)
    : failed('ofd.signature-method', 'ERR_OFD_SIGNATURE_METHOD', facts)
}
