import { type AllowTail, type InflateFault, inflateExactly } from './inflate.ts'
import { findNodeZlib, type NodeZlib } from './native-zlib.ts'

/** `fastest` is what runs: native code where the platform has it and it is as strict as the portable one. */
export type InflaterChoice = 'fastest' | 'portable'

let choice: InflaterChoice = 'fastest'
let found: { readonly zlib: NodeZlib | undefined } | undefined

/** For tests and benchmarks, which must see both. It is no part of the package's interface. */
export function chooseInflater(next: InflaterChoice): void {
  choice = next
}

/** What inflates natively here; nothing where portable code does. */
export function nativeZlib(): NodeZlib | undefined {
  if (choice === 'portable') return undefined
  if (found === undefined) {
    const zlib = findNodeZlib()
    found = { zlib: zlib !== undefined && isStrict(zlib) ? zlib : undefined }
  }
  return found.zlib
}

/** The letter `a` sixty times, deflated. */
const SAMPLE = Uint8Array.of(0x4b, 0x4c, 0x24, 0x1f, 0x00, 0x00)
const SAMPLE_BYTES = 60

/** Platforms that stand in for Node may not say how much of the input they used, or give more than they were allowed. */
function isStrict(zlib: NodeZlib): boolean {
  try {
    const longer = Uint8Array.of(...SAMPLE, 0x00)
    const right = inflateNatively(zlib, SAMPLE, SAMPLE_BYTES)
    return (
      typeof right !== 'string' &&
      right.length === SAMPLE_BYTES &&
      right.every((octet) => octet === 0x61) &&
      inflateNatively(zlib, longer, SAMPLE_BYTES) === 'bytes after its end' &&
      inflateNatively(zlib, SAMPLE.subarray(0, 4), SAMPLE_BYTES) === 'ends early' &&
      inflateNatively(zlib, SAMPLE, SAMPLE_BYTES - 1) === 'longer than stated' &&
      inflateNatively(zlib, SAMPLE, SAMPLE_BYTES + 1) === 'shorter than stated'
    )
  } catch {
    return false
  }
}

/**
 * Inflates a DEFLATE stream (RFC 1951) that must fill `packed` to its last octet and give exactly `bytes` octets.
 *
 * @returns the octets, or why the stream is refused
 */
export function inflate(packed: Uint8Array, bytes: number, allowTail?: AllowTail): Uint8Array | InflateFault {
  const isSmall = bytes <= SMALL && packed.length <= SMALL
  const zlib = isSmall ? undefined : nativeZlib()
  return zlib === undefined
    ? inflateExactly(packed, bytes, allowTail)
    : inflateNatively(zlib, packed, bytes, allowTail)
}

/**
 * Octets that are inflated here before native code has made its window of 32 kB. The bound on what is packed is one on the
 * tables that it can ask for, too.
 */
const SMALL = 1024

/** Room beyond what is expected, so that the end of the stream is met without another piece of memory. */
const SPARE_BYTES = 64

function inflateNatively(
  zlib: NodeZlib,
  packed: Uint8Array,
  bytes: number,
  allowTail?: AllowTail,
): Uint8Array | InflateFault {
  try {
    const options = {
      info: true,
      maxOutputLength: Math.max(1, bytes),
      chunkSize: bytes + SPARE_BYTES,
    } as const
    const { buffer, engine } = zlib.inflateRawSync(packed, options)
    if (buffer.length > bytes) return 'longer than stated'
    if (buffer.length < bytes) return 'shorter than stated'
    const used = engine.bytesWritten
    if (used !== packed.length && !allowTail?.(packed.subarray(used))) return 'bytes after its end'
    // Bytes of ours, so that nobody meets a `Buffer` with methods that mean other things.
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)
  } catch (error) {
    return faultOf(error)
  }
}

/** What an error of native code says of the stream. */
export function faultOf(error: unknown): InflateFault {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_BUFFER_TOO_LARGE') return 'longer than stated'
  if (code === 'Z_BUF_ERROR') return 'ends early'
  if (code === 'Z_DATA_ERROR') return 'not deflate'
  throw error
}
