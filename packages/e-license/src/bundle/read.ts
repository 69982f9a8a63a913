import type { Certificate, Sm2JoseProfile } from '@xinyin/core'
import { isJwsType, type Jws, parseJws, parseX5c } from '@xinyin/core/jws'
import { bundleError } from './codes.ts'
import { type BundleContent, parseBundleContent } from './content.ts'
import { type BundleLimits, completeBundleLimits } from './limits.ts'

/** By its `typ` nothing else can pass for a bundle (RFC 8725, 3.11). It is of this profile, not registered. */
export const BUNDLE_TYPE = 'verification-bundle+jws'

/** How a bundle is read. */
export interface BundleReading {
  readonly limits?: Partial<BundleLimits>
  /** SM2 in the header; `SM2` with r ‖ s unless given. */
  readonly sm2?: Sm2JoseProfile
}

/** A bundle, taken apart. Nothing is verified yet. */
export interface SignedBundle {
  readonly jws: Jws
  /** The signer's certificate, then those that may stand above it. */
  readonly certificates: readonly [Certificate, ...Certificate[]]
}

/** @throws LicenceError `ERR_BUNDLE_TYPE`; CoreError `ERR_JWS_*`, `ERR_JSON_*`, `ERR_BYTES_*` */
export function parseSignedBundle(input: string | Uint8Array, { maxBytes }: BundleLimits): SignedBundle {
  const jws = parseJws(withoutLineEnd(input), { maxBytes })
  if (!isJwsType(jws, BUNDLE_TYPE)) throw bundleError('ERR_BUNDLE_TYPE')
  return { jws, certificates: parseX5c(jws.header) }
}

/**
 * What a bundle says, to look at it. Nothing is verified: nothing of it is to be trusted.
 *
 * @throws LicenceError `ERR_BUNDLE_TYPE`, `ERR_BUNDLE_MEMBER`, `ERR_BUNDLE_SIZE`; CoreError `ERR_JWS_*`, `ERR_JSON_*`,
 *   `ERR_BYTES_*`
 */
export function parseBundle(input: string | Uint8Array, reading: BundleReading = {}): BundleContent {
  const limits = completeBundleLimits(reading.limits)
  return parseBundleContent(parseSignedBundle(input, limits).jws.payload, limits)
}

/** Editors and tools end a file with a line end, which is no part of a JWS. */
function withoutLineEnd(input: string | Uint8Array): string | Uint8Array {
  if (typeof input === 'string') return input.replace(/\r?\n$/, '')
  const end = input.at(-1) === 0x0a ? (input.at(-2) === 0x0d ? -2 : -1) : undefined
  return input.subarray(0, end)
}
