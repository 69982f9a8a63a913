import { type Certificate, digest } from '@xinyin/core'
import { parseQrContent, type QrContent } from './content.ts'
import { unpackQrContent } from './deflate.ts'
import { parseQrMessage, type QrAlgorithm, withCertificates } from './envelope.ts'

/** A licence's QR code taken apart. Nothing is verified yet: anybody can write one. */
export interface LicenceQr extends QrContent {
  readonly algorithm: QrAlgorithm
  /** The first 64 bits of SHA-256 over the signer's certificate. */
  readonly thumbprint: Uint8Array
  /** Certificates in the code itself, the signer's first; mostly none. */
  readonly certificates: readonly Certificate[]
}

/**
 * Takes the text of a licence's QR code apart (profile `XY1`): the prefix, Base45 (RFC 9285), COSE_Sign1 (RFC 9052), deflate
 * (RFC 1951), and a CBOR map of items (RFC 8949) in its deterministic form.
 *
 * @throws LicenceError `ERR_QR_*`; CoreError `ERR_COSE_*`, `ERR_CBOR_*`, `ERR_BYTES_UTF8`, and of `parseCertificate`
 */
export function parseLicenceQr(text: string): LicenceQr {
  const read = parseQrMessage(text)
  const [signer] = read.message.certificates
  const { payload, algorithm, thumbprint, certificates } = withCertificates(
    read,
    signer && digest('SHA-256', signer),
  )
  const { data, digests } = parseQrContent(unpackQrContent(payload))
  return {
    data,
    digests,
    algorithm,
    thumbprint: thumbprint.value,
    certificates,
  }
}
