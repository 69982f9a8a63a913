import type { CborMap } from '../cbor/value.ts'
import { encodeCbor } from '../cbor/write.ts'
import type { Signer } from '../ports.ts'
import { coseAlgorithm, coseScheme } from './algorithm.ts'
import { assertHeaders, COSE_HEADER } from './header.ts'
import { encodeCoseSign1, encodeSigStructure } from './sign1.ts'

const NOTHING = /* @__PURE__ */ new Uint8Array()

export interface CreateCoseSign1Options {
  readonly payload: Uint8Array
  readonly signer: Signer
  /** More parameters under the signature; `alg` is what the signer signs with. */
  readonly protectedHeader?: CborMap
  readonly unprotectedHeader?: CborMap
  /** What both sides know and is signed too; nothing unless given (RFC 9052, 4.3). */
  readonly externalAad?: Uint8Array
  /** Leaves the payload out of the message: it travels apart. */
  readonly isDetached?: boolean
  /** Begins the message with its tag, 18; so it is unless `false` is given. */
  readonly isTagged?: boolean
}

/**
 * Signs a payload as COSE_Sign1 (RFC 9052, 4.2) with SM2 ({@link COSE_SM2}), ES256, ES384, ES512 or EdDSA.
 *
 * @throws TypeError for a signer of another kind, and for headers that a reader would refuse
 */
export async function createCoseSign1(options: CreateCoseSign1Options): Promise<Uint8Array> {
  const { payload, signer, unprotectedHeader = new Map(), externalAad = NOTHING } = options
  const algorithm = coseAlgorithm(signer.publicKey)
  const scheme = algorithm === undefined ? undefined : coseScheme(algorithm)
  if (algorithm === undefined || scheme === undefined)
    throw new TypeError(`signer: no COSE algorithm for a key of ${signer.publicKey.kind}`)
  if (options.protectedHeader?.has(COSE_HEADER.alg))
    throw new TypeError('protectedHeader: alg is what the signer signs with')
  const protectedHeader: CborMap = new Map([...(options.protectedHeader ?? []), [COSE_HEADER.alg, algorithm]])
  // Which parameters a reader of this profile understands is not for its writer to doubt.
  const critical = protectedHeader.get(COSE_HEADER.crit)
  try {
    assertHeaders(protectedHeader, unprotectedHeader, Array.isArray(critical) ? critical : [])
  } catch (cause) {
    throw new TypeError('protectedHeader, unprotectedHeader: not what may stand there', { cause })
  }
  const protectedBytes = encodeCbor(protectedHeader)
  const signature = await scheme.sign(signer, encodeSigStructure(protectedBytes, payload, externalAad))
  return encodeCoseSign1({
    isTagged: options.isTagged ?? true,
    protectedBytes,
    unprotectedHeader,
    payload: options.isDetached === true ? undefined : payload,
    signature,
  })
}
