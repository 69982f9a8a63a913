import { encodeBase64, encodeUtf8 } from '@xinyin/core'
import type { Box } from './document.ts'
import type { FileReference, StampAnnotation } from './signature-file.ts'
import { escapeXml } from './xml/write.ts'

/** GB/T 33190-2016, 6.2. */
export const OFD_NAMESPACE = 'http://www.ofdspec.org/2016'

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
const SM3 = '1.2.156.10197.1.401'

type NewStamp = Omit<StampAnnotation, 'clip'> & Partial<Pick<StampAnnotation, 'clip'>>

/** What goes into a new `Signature.xml`. Files are names as in the package. */
export interface NewSignatureFile {
  /** That of the package's index, so that who reads one of them reads both; of GB/T 33190-2016 unless given. */
  readonly namespace?: string
  readonly method: string
  readonly time: Date
  readonly references: readonly FileReference[]
  readonly stamps: readonly NewStamp[]
  /** None for a signature without a seal. */
  readonly sealFile: string | undefined
  readonly signedValueFile: string
}

/** `Signature.xml`, its elements in the order of the schema (GB/T 33190-2016, 18.2). */
export function writeSignatureFile(signature: NewSignatureFile): Uint8Array {
  const { sealFile, namespace = OFD_NAMESPACE } = signature
  const references = signature.references.map(
    ({ file, digest }) =>
      `<ofd:Reference FileRef="/${escapeXml(file)}"><ofd:CheckValue>${encodeBase64(digest)}</ofd:CheckValue></ofd:Reference>`,
  )
  return encodeUtf8(
    [
      `${DECLARATION}<ofd:Signature xmlns:ofd="${escapeXml(namespace)}"><ofd:SignedInfo>`,
      '<ofd:Provider ProviderName="xinyin" Company="xinyin" Version="1.0"/>',
      `<ofd:SignatureMethod>${signature.method}</ofd:SignatureMethod>`,
      `<ofd:SignatureDateTime>${writeDateTime(signature.time)}</ofd:SignatureDateTime>`,
      `<ofd:References CheckMethod="${SM3}">${references.join('')}</ofd:References>`,
      ...signature.stamps.map(writeStamp),
      sealFile === undefined ? '' : `<ofd:Seal><ofd:BaseLoc>/${escapeXml(sealFile)}</ofd:BaseLoc></ofd:Seal>`,
      `</ofd:SignedInfo><ofd:SignedValue>/${escapeXml(signature.signedValueFile)}</ofd:SignedValue></ofd:Signature>`,
    ].join(''),
  )
}

function writeStamp({ id, page, box, clip }: NewStamp): string {
  const clipped = clip === undefined ? '' : ` Clip="${writeBox(clip)}"`
  return `<ofd:StampAnnot ID="${escapeXml(id)}" PageRef="${escapeXml(page)}" Boundary="${writeBox(box)}"${clipped}/>`
}

/** A `Signatures.xml` with no signature in it. */
export function writeEmptyList(namespace = OFD_NAMESPACE): Uint8Array {
  return encodeUtf8(`${DECLARATION}<ofd:Signatures xmlns:ofd="${escapeXml(namespace)}"></ofd:Signatures>`)
}

const writeDateTime = (time: Date) => `${time.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`

const writeBox = ({ x, y, width, height }: Box) => [x, y, width, height].map(writeNumber).join(' ')

/** To a thousandth of a mm, and never with an exponent, which ST_Box does not know. */
const writeNumber = (value: number) => String(Math.round(value * 1000) / 1000)
