import { decodeBase64, encodeBase64 } from '../bytes/base64.ts'
import { TAG } from '../der/tag.ts'
import { CoreError } from '../errors.ts'
import { completeLimits } from '../limits.ts'

/** One block of a PEM text. */
export interface PemBlock {
  /** `CERTIFICATE`, `CERTIFICATE REQUEST`, `X509 CRL`, `PUBLIC KEY`, `PRIVATE KEY`. */
  readonly label: string
  readonly der: Uint8Array
}

/** What a PEM text may take. Defaults: 16 MiB, 1,000 blocks. */
export interface PemLimits {
  readonly maxBytes: number
  readonly maxBlocks: number
}

const DEFAULT_LIMITS: PemLimits = { maxBytes: 16 * 1024 * 1024, maxBlocks: 1000 }

const BOUNDARY = /^-----(BEGIN|END) ([A-Z0-9]+(?:[ -][A-Z0-9]+)*)-----[ \t]*$/
const BODY = /^[A-Za-z0-9+/]+={0,2}$/

// Explanatory text may be in any encoding (RFC 7468, 5.2), so octets are read as they are; the blocks are ASCII.
function toText(input: string | Uint8Array): string {
  if (typeof input === 'string') return input
  const parts: string[] = []
  for (let at = 0; at < input.length; at += 8192)
    parts.push(String.fromCharCode(...input.subarray(at, at + 8192)))
  return parts.join('')
}

function malformed(line: number, cause?: unknown): CoreError {
  return new CoreError('ERR_PEM_FORMAT', { line }, cause)
}

/**
 * Reads the blocks of a PEM text (RFC 7468), with whatever stands between them left aside.
 *
 * Headers inside a block, as encrypted keys of old have them, are refused, and so is anything in it that is not
 * canonical base64.
 *
 * @returns the blocks in their order, at least one
 * @throws CoreError `ERR_PEM_FORMAT`, `ERR_PEM_EMPTY`, `ERR_PEM_SIZE`
 */
export function decodePem(input: string | Uint8Array, limits: Partial<PemLimits> = {}): PemBlock[] {
  const { maxBytes, maxBlocks } = completeLimits(DEFAULT_LIMITS, limits)
  if (input.length > maxBytes) throw new CoreError('ERR_PEM_SIZE', { limit: maxBytes, unit: 'bytes' })
  const blocks: PemBlock[] = []
  let open: { label: string; line: number; body: string[] } | undefined

  for (const [index, text] of toText(input)
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = index + 1
    const boundary = BOUNDARY.exec(text)
    if (open === undefined) {
      if (boundary === null) continue
      if (boundary[1] === 'END') throw malformed(line)
      if (blocks.length >= maxBlocks)
        throw new CoreError('ERR_PEM_SIZE', { limit: maxBlocks, unit: 'blocks' })
      open = { label: boundary[2] ?? '', line, body: [] }
    } else if (boundary === null) {
      const body = text.trimEnd()
      if (!BODY.test(body)) throw malformed(line)
      open.body.push(body)
    } else {
      if (boundary[1] !== 'END' || boundary[2] !== open.label || open.body.length === 0) throw malformed(line)
      blocks.push({ label: open.label, der: decodeBody(open.body.join(''), open.line) })
      open = undefined
    }
  }
  if (open !== undefined) throw malformed(open.line)
  if (blocks.length === 0) throw new CoreError('ERR_PEM_EMPTY')
  return blocks
}

function decodeBody(body: string, line: number): Uint8Array {
  try {
    return decodeBase64(body)
  } catch (cause) {
    throw malformed(line, cause)
  }
}

/**
 * Writes one PEM block, 64 characters a line (RFC 7468, 2), with a line end after it.
 *
 * @param label - `CERTIFICATE`, `CERTIFICATE REQUEST`, `X509 CRL`, `PUBLIC KEY`, `PRIVATE KEY`
 */
export function encodePem(label: string, der: Uint8Array): string {
  if (!BOUNDARY.test(`-----BEGIN ${label}-----`)) throw new TypeError(`label: not a PEM label: ${label}`)
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

/**
 * The DER of a file that holds one thing: as it is, or in the only block of a PEM text.
 *
 * @param expected - the label, and how an error calls it
 * @param accepts - other labels that programs write
 * @throws CoreError `ERR_PEM_LABEL`, and those of {@link decodePem}
 */
export function toDer(
  pemOrDer: string | Uint8Array,
  expected: string,
  { accepts = [], ...limits }: Partial<PemLimits> & { readonly accepts?: readonly string[] } = {},
): Uint8Array {
  if (typeof pemOrDer !== 'string' && pemOrDer[0] === TAG.sequence) return pemOrDer
  const [block, ...more] = decodePem(pemOrDer, limits)
  const found = block === undefined || more.length > 0 ? `${more.length + 1} blocks` : block.label
  if (block !== undefined && (found === expected || accepts.includes(found))) return block.der
  throw new CoreError('ERR_PEM_LABEL', { expected, found })
}
