import { encodeByteStrings } from '../cbor/byte-strings.ts'
import type { CborLimits } from '../cbor/limits.ts'
import { parseCbor } from '../cbor/read.ts'
import { type CborMap, isCborArray, isCborBytes, isCborMap, isCborTag } from '../cbor/value.ts'
import { encodeCbor } from '../cbor/write.ts'
import { coseError } from './codes.ts'
import { assertHeaders, COSE_HEADER, readCertificates, readProtected } from './header.ts'
import { type CertificateThumbprint, readThumbprint } from './x5t.ts'

/** The tag of a COSE_Sign1 (RFC 9052, 2). */
const SIGN1_TAG = 18

/** One signature over one payload (RFC 9052, 4.2), taken apart. Nothing is verified yet. */
export interface CoseSign1 {
  /** Whether it came with its tag, 18. */
  readonly isTagged: boolean
  readonly protectedHeader: CborMap
  /** The protected header as it arrived: what is signed. */
  readonly protectedBytes: Uint8Array
  /** Nobody signed this. */
  readonly unprotectedHeader: CborMap
  readonly algorithm: number
  /** Absent where it travels apart from the message. */
  readonly payload: Uint8Array | undefined
  readonly signature: Uint8Array
  /** `x5t`, from the protected header alone. */
  readonly thumbprint: CertificateThumbprint | undefined
  /** `x5chain`, from either header (RFC 9360, 2): DER, the signer's first. They are trusted for nothing. */
  readonly certificates: readonly Uint8Array[]
}

export interface ParseCoseOptions extends Partial<CborLimits> {
  /** As {@link parseCbor} has it. `sorted` unless given. */
  readonly keyOrder?: 'sorted' | 'any'
  /** Labels that the caller sees to, should `crit` demand them. */
  readonly understood?: readonly (number | string)[]
}

/**
 * Takes a COSE_Sign1 apart, with its tag or without.
 *
 * @throws CoreError `ERR_COSE_FORM`, `ERR_COSE_HEADER`, `ERR_COSE_HEADER_REPEATED`, `ERR_COSE_CRITICAL`, `ERR_CBOR_*`
 */
export function parseCoseSign1(bytes: Uint8Array, options: ParseCoseOptions = {}): CoseSign1 {
  const whole = parseCbor(bytes, options)
  const isTagged = isCborTag(whole)
  if (isTagged && whole.tag !== SIGN1_TAG) throw coseError('ERR_COSE_FORM')
  const parts = isTagged ? whole.value : whole
  if (!isCborArray(parts) || parts.length !== 4) throw coseError('ERR_COSE_FORM')
  const [protectedBytes, unprotectedHeader, payload, signature] = parts
  if (
    !isCborBytes(protectedBytes) ||
    !isCborMap(unprotectedHeader) ||
    !(payload === null || isCborBytes(payload)) ||
    !isCborBytes(signature)
  )
    throw coseError('ERR_COSE_FORM')
  const protectedHeader = readProtected(protectedBytes, options)
  assertHeaders(protectedHeader, unprotectedHeader, options.understood)
  const chain = protectedHeader.get(COSE_HEADER.x5chain) ?? unprotectedHeader.get(COSE_HEADER.x5chain)
  return {
    isTagged,
    protectedHeader,
    protectedBytes,
    unprotectedHeader,
    algorithm: Number(protectedHeader.get(COSE_HEADER.alg)),
    payload: payload ?? undefined,
    signature,
    thumbprint: readThumbprint(protectedHeader.get(COSE_HEADER.x5t)),
    certificates: readCertificates(chain, COSE_HEADER.x5chain),
  }
}

/** An array of four, and `Signature1`. */
const CONTEXT = /* @__PURE__ */ Uint8Array.from('\x84\x6aSignature1', (character) => character.charCodeAt(0))

/** What is signed (RFC 9052, 4.4: `Sig_structure`). */
export function encodeSigStructure(
  protectedBytes: Uint8Array,
  payload: Uint8Array,
  externalAad: Uint8Array,
): Uint8Array {
  return encodeByteStrings(CONTEXT, [protectedBytes, externalAad, payload])
}

/** Puts the parts of a message together. */
export function encodeCoseSign1(
  message: Pick<CoseSign1, 'isTagged' | 'protectedBytes' | 'unprotectedHeader' | 'payload' | 'signature'>,
): Uint8Array {
  const { isTagged, protectedBytes, unprotectedHeader, payload, signature } = message
  const parts = [protectedBytes, unprotectedHeader, payload ?? null, signature]
  return encodeCbor(isTagged ? { tag: SIGN1_TAG, value: parts } : parts)
}
