import { type Certificate, equalBytes, type Signer } from '@xinyin/core'
import { createCoseSign1, createThumbprint, encodeCoseSign1, parseCoseSign1 } from '@xinyin/core/cose'
import type { LicenceData } from '../metadata/data.ts'
import { assertLicenceData } from '../metadata/validate.ts'
import { assertIdentifier } from '../verify/assert-identifier.ts'
import { encodeBase45 } from './base45.ts'
import { qrError } from './codes.ts'
import { encodeQrContent, type QrContent } from './content.ts'
import { packQrContent } from './deflate.ts'
import { encodeQrHeader, QR_EXTERNAL_AAD } from './envelope.ts'
import { type HolderCode, selectQrContent } from './items.ts'
import { lowerS } from './low-s.ts'
import { QR_PREFIX } from './prefix.ts'

export interface CreateLicenceQrOptions {
  /** Holds the key of `certificate`: SM2, or P-256 for ES256. */
  readonly signer: Signer
  /** The issuer's certificate. The code names it by 64 bits of its hash; who verifies must have it at hand. */
  readonly certificate: Certificate
  /** Names of the extension items that go in, without the prefix `KZ_`; none unless given. */
  readonly extensions?: readonly string[]
  /** How persons' codes go in: `digest` unless given. Codes of organisations are public and always go in whole. */
  readonly holderCode?: HolderCode
  /** Certificates put into the code, the issuer's first, where there is room: some 700 characters each. */
  readonly embed?: readonly [Certificate, ...Certificate[]]
  /** Characters that the text may have: 970 unless given, which a QR code of version 20, level M holds. */
  readonly maxCharacters?: number
}

const VERSION_20_M = 970

/**
 * Makes the text of a QR code that says a licence's essential items and is verified without a network: name, type, number,
 * identifier, issuer, day of issue, holders, period of validity, and where its state is told.
 *
 * What several authorities issue together has no QR code, as it has no SD-JWT: one key signs it.
 *
 * @example
 * ```ts
 * const text = await createLicenceQr(data, { signer, certificate, extensions: ['GCMC'] })
 * const svg = renderQrSvg(createQrSymbol(text)) // from '@xinyin/e-license/qr-symbol'
 * ```
 * @throws LicenceError `ERR_QR_TOO_LARGE` with what to leave out, `ERR_METADATA_*`, `ERR_IDENTIFIER_*`,
 *   `ERR_LICENCE_IDENTIFIER_*`; TypeError for a signer that does not hold the certificate's key or whose kind is neither SM2
 *   nor P-256, for data of several issuers or of an annotated copy, and for an extension item that the licence does not have
 */
export async function createLicenceQr(data: LicenceData, options: CreateLicenceQrOptions): Promise<string> {
  const { certificate, embed = [], maxCharacters = VERSION_20_M } = options
  assertSigner(options)
  if (!(maxCharacters > 0)) throw new RangeError('maxCharacters: more than 0')
  const [first] = embed
  if (first !== undefined && !equalBytes(first.raw, certificate.raw))
    throw new TypeError('embed: the first is not the certificate')
  assertLicenceData(data)
  // It has no place for what a copy is for and until when: scanned, it would be the licence itself.
  if (data.annotation !== undefined) throw new TypeError('data: an annotated copy has no QR code')
  assertIdentifier(data.identifier, data)
  const content = await selectQrContent(data, options)
  const text = QR_PREFIX + encodeBase45(await sign(content, options))
  if (text.length <= maxCharacters) return text
  throw qrError('ERR_QR_TOO_LARGE', {
    found: text.length,
    limit: maxCharacters,
    item: first === undefined ? largestItem(content) : 'embed',
  })
}

function assertSigner({ signer, certificate }: CreateLicenceQrOptions): void {
  const { kind, spki } = signer.publicKey
  if (kind !== 'SM2' && kind !== 'P-256') throw new TypeError(`signer: a key of SM2 or P-256, found ${kind}`)
  if (!equalBytes(certificate.publicKey.spki, spki))
    throw new TypeError('signer: does not hold the key of the certificate')
}

async function sign(content: QrContent, options: CreateLicenceQrOptions): Promise<Uint8Array> {
  const { signer, certificate, embed = [] } = options
  const bytes = await createCoseSign1({
    payload: packQrContent(encodeQrContent(content)),
    signer,
    protectedHeader: encodeQrHeader(createThumbprint(certificate.raw, 'SHA-256/64'), embed),
    externalAad: QR_EXTERNAL_AAD,
    isTagged: false,
  })
  if (signer.publicKey.kind !== 'P-256') return bytes
  const message = parseCoseSign1(bytes)
  return encodeCoseSign1({ ...message, signature: lowerS(message.signature) })
}

/** The extension item with most octets; without any, holders' codes are what a licence can do without. */
function largestItem({ data }: QrContent): string {
  const items = Object.entries(data.extensions).map(([name, value]) => ({ name, length: value.length }))
  const [largest] = items.sort((a, b) => b.length - a.length)
  return largest === undefined ? 'CZZTDM' : `KZ_${largest.name}`
}
