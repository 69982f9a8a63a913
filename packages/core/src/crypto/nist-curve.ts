import { p256, p384, p521 } from '@noble/curves/nist.js'
import type { NistKind } from './curve.ts'

/** The NIST curves of noble. */
export function nistCurve(kind: NistKind): typeof p256 {
  return kind === 'P-256' ? p256 : kind === 'P-384' ? p384 : p521
}
