import { readTruth } from '@xinyin/testkit'

/** One signature of a PDF: the message, and the ranges of the file that it says it covers. */
export interface PdfSignature {
  readonly message: Uint8Array
  readonly content: Uint8Array
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

/** The signatures of a PDF, found by their text: enough for files that are known, no way to read a PDF. */
export function readPdfSignatures(path: string): PdfSignature[] {
  const file = readTruth(path)
  const text = latin1(file)
  const contents = [...text.matchAll(/\/Contents\s*<([0-9a-fA-F\s]{200,})>/g)]
  return contents.flatMap((match) => {
    const at = match.index + match[0].indexOf('<')
    const end = match.index + match[0].length
    const ranges = [...text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)]
    // The range whose gap is this string, or the one that stands next to it.
    const range = ranges.map(([, ...numbers]) => numbers.map(Number)).find(([, length]) => length === at)
    if (range === undefined) return []
    const [first = 0, length = 0, second = end, rest = 0] = range
    const hex = (match[1] ?? '').replace(/\s/g, '')
    const padded = new Uint8Array(Buffer.from(hex, 'hex'))
    const content = Buffer.concat([
      file.subarray(first, first + length),
      file.subarray(second, second + rest),
    ])
    return [{ message: withoutPadding(padded), content: new Uint8Array(content) }]
  })
}

/** A PDF leaves room for a signature and fills it with zeros. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  const octets = (bytes[1] ?? 0) & 0x7f
  let length = 0
  for (let i = 0; i < octets; i++) length = length * 256 + (bytes[2 + i] ?? 0)
  return bytes.subarray(0, 2 + octets + length)
}
