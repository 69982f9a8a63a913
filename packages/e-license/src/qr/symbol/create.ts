import encodeQR from 'qr'
import { qrError } from '../codes.ts'

/** Error correction of a QR code: 7, 15, 25 or 30 % of it may be lost (ISO/IEC 18004, 7.5.1). */
export type QrLevel = 'L' | 'M' | 'Q' | 'H'

/** A QR code as dark and light modules, without the light margin that belongs around it. */
export interface QrSymbol {
  /** Modules along each side: 17 + 4 × version. */
  readonly size: number
  /** Row by row from the top left; 1 is dark. */
  readonly modules: Uint8Array
}

export interface QrSymbolOptions {
  /** `M` unless given. */
  readonly level?: QrLevel
  /** The largest version, 1 to 40; 20 unless given, which phones still read from a printed page. */
  readonly maxVersion?: number
}

const LEVELS = { L: 'low', M: 'medium', Q: 'quartile', H: 'high' } as const

const MAX_VERSION = 40

/**
 * The smallest QR code that holds a text (ISO/IEC 18004), by the characters in it in numeric, alphanumeric or byte mode
 * (UTF-8). Version 20 at level `M` holds 970 characters of digits, capitals and ` $%*+-./:`.
 *
 * @example
 * ```ts
 * const symbol = createQrSymbol(text)
 * const svg = renderQrSvg(symbol)
 * ```
 * @throws LicenceError `ERR_QR_CAPACITY`; RangeError for a version or level that there is none of; TypeError for no text
 */
export function createQrSymbol(text: string, options: QrSymbolOptions = {}): QrSymbol {
  const { level = 'M', maxVersion = 20 } = options
  if (!Object.hasOwn(LEVELS, level)) throw new RangeError('level: L, M, Q or H')
  if (!Number.isInteger(maxVersion) || maxVersion < 1 || maxVersion > MAX_VERSION)
    throw new RangeError(`maxVersion: 1 to ${MAX_VERSION}`)
  if (typeof text !== 'string' || text === '') throw new TypeError('text: expected characters')
  const rows = drawRows(text, level, maxVersion)
  // The library draws a margin of at least one module; what stands within it is the symbol.
  const size = rows.length - 2
  const version = (size - 17) / 4
  if (version > maxVersion) throw qrError('ERR_QR_CAPACITY', { version, level, limit: maxVersion })
  const modules = new Uint8Array(size * size)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) modules[y * size + x] = rows[y + 1]?.[x + 1] === true ? 1 : 0
  return { size, modules }
}

/** Most octets that the largest code holds, at the lowest level: 7,089 digits are the most characters. */
const MAX_LENGTH = 7089

function drawRows(text: string, level: QrLevel, limit: number): boolean[][] {
  const tooLong = (cause?: unknown) => qrError('ERR_QR_CAPACITY', { version: '> 40', level, limit }, cause)
  if (text.length > MAX_LENGTH) throw tooLong()
  try {
    return encodeQR(text, 'raw', { ecc: LEVELS[level], border: 1 })
  } catch (cause) {
    throw tooLong(cause)
  }
}
