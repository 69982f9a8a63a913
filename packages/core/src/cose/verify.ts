import type { PublicKey } from '../crypto/key.ts'
import { coseScheme } from './algorithm.ts'
import { coseError } from './codes.ts'
import { type CoseSign1, encodeSigStructure } from './sign1.ts'

const NOTHING = /* @__PURE__ */ new Uint8Array()

export interface VerifyCoseSign1Options {
  /** What both sides know and is signed too; nothing unless given (RFC 9052, 4.3). */
  readonly externalAad?: Uint8Array
  /** The payload, where it travels apart from the message. */
  readonly payload?: Uint8Array
}

/**
 * Verifies the signature of a COSE_Sign1 (RFC 9052, 4.4). Where the key comes from, and what it may sign, is the caller's
 * to say: certificates in the message prove nothing by themselves.
 *
 * @returns the payload that was signed
 * @throws CoreError `ERR_COSE_ALGORITHM`, `ERR_COSE_PAYLOAD`, `ERR_COSE_SIGNATURE`
 */
export async function verifyCoseSign1(
  message: CoseSign1,
  key: PublicKey,
  options: VerifyCoseSign1Options = {},
): Promise<Uint8Array> {
  const { algorithm, protectedBytes, signature } = message
  const scheme = coseScheme(algorithm)
  if (scheme === undefined || scheme.kind !== key.kind)
    throw coseError('ERR_COSE_ALGORITHM', { algorithm, kind: key.kind })
  if ((message.payload === undefined) === (options.payload === undefined)) throw coseError('ERR_COSE_PAYLOAD')
  const payload = message.payload ?? options.payload ?? NOTHING
  const signed = encodeSigStructure(protectedBytes, payload, options.externalAad ?? NOTHING)
  if (!(await scheme.verify(key, signed, signature))) throw coseError('ERR_COSE_SIGNATURE')
  return payload
}
