import { equalBytes } from '../../bytes/sequence.ts'
import { type OcspLimits, type OcspResponse, parseOcspResponse } from './ocsp.ts'
import { sameCertId } from './ocsp-cert-id.ts'
import { ocspError } from './ocsp-codes.ts'
import type { OcspRequest } from './ocsp-request.ts'
import type { SingleResponse } from './ocsp-single.ts'

/** An answer and the part of it that was asked for. */
export interface OcspAnswer {
  readonly response: OcspResponse
  readonly single: SingleResponse
  /** Whether the answer holds the nonce of the request: if not, it may be an older one. */
  readonly isNonceEchoed: boolean
}

/**
 * Takes an answer apart and holds it against the request: it is about the certificate that was asked for, and if it
 * holds a nonce, it is that of the request (RFC 6960, 3.2 and 4.4.1). Who signed it is found out by a checker
 * (`createRevocationChecker`), which knows whom the issuer lets answer.
 *
 * @throws CoreError `ERR_OCSP_NOT_ASKED`, `ERR_OCSP_NONCE`, and those of {@link parseOcspResponse}
 */
export function processOcsp(
  bytes: Uint8Array,
  request: OcspRequest,
  limits: Partial<OcspLimits> = {},
): OcspAnswer {
  const response = parseOcspResponse(bytes, limits)
  const singles = response.responses.filter(({ certId }) => sameCertId(certId, request.certId))
  const [single, ...more] = singles
  // Two answers to one question are none.
  if (single === undefined || more.length > 0) throw ocspError('ERR_OCSP_NOT_ASKED')
  const { nonce } = response
  if (nonce !== undefined && (request.nonce === undefined || !equalBytes(nonce, request.nonce)))
    throw ocspError('ERR_OCSP_NONCE')
  return { response, single, isNonceEchoed: nonce !== undefined }
}
