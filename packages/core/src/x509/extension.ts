import {
  type DerLimits,
  type DerNode,
  type DerSource,
  DerWalk,
  parseDer,
  parseInside,
  sourceInside,
} from '../der/read.ts'
import { TAG } from '../der/tag.ts'
import { readBoolean, readOid } from '../der/value.ts'
import { CoreError, TrustError } from '../errors.ts'
import type { Extension } from './certificate.ts'

/** More extensions than any certificate in use has. */
const MAX_EXTENSIONS = 64

/**
 * Reads `Extensions` (RFC 5280, 4.1).
 *
 * @throws CoreError `ERR_CERTIFICATE_EXTENSIONS` when there are none or too many, `ERR_CERTIFICATE_EXTENSION_TWICE`
 */
export function readExtensions(node: DerNode): Extension[] {
  const extensions: Extension[] = []
  const inside = sourceInside(node.source, VALUE_LIMITS)
  const all = new DerWalk(node)
  let parts: DerWalk | undefined
  while (all.step()) {
    parts = parts?.open(all) ?? new DerWalk(all)
    extensions.push(readExtension(parts, inside))
  }
  if (extensions.length === 0 || extensions.length > MAX_EXTENSIONS) {
    throw new CoreError('ERR_CERTIFICATE_EXTENSIONS', { found: extensions.length, limit: MAX_EXTENSIONS })
  }
  // There are few: comparing each with those before it takes less than a set of them.
  for (let index = 1; index < extensions.length; index++) {
    const oid = extensions[index]?.oid ?? ''
    for (let before = 0; before < index; before++) {
      if (extensions[before]?.oid !== oid) continue
      throw new CoreError('ERR_CERTIFICATE_EXTENSION_TWICE', { extension: oid })
    }
  }
  return extensions
}

function readExtension(parts: DerWalk, inside: DerSource): Extension {
  const oid = readOid(parts.take())
  // DER leaves `FALSE` out; certificates in use write it, and it means the same.
  const critical = parts.optional(TAG.boolean) && readBoolean(parts)
  const { start, end } = parts.take(TAG.octetString)
  parts.finish()
  return new ParsedExtension(oid, critical, inside, start, end)
}

/** A class, since the octets of most values are never asked for: what they say is read where they stand. */
class ParsedExtension implements Extension {
  declare readonly oid: string
  declare readonly critical: boolean
  readonly #inside: DerSource
  readonly #start: number
  readonly #end: number

  constructor(oid: string, critical: boolean, inside: DerSource, start: number, end: number) {
    this.oid = oid
    this.critical = critical
    this.#inside = inside
    this.#start = start
    this.#end = end
  }

  get value(): Uint8Array {
    return this.#inside.bytes.subarray(this.#start, this.#end)
  }

  /** Reads the value where it stands. */
  read<T>(read: (value: DerNode) => T): T {
    return read(parseInside(this.#inside, this.#start, this.#end))
  }

  /** For those who write it down: what is read when it is asked for would not be there. */
  toJSON(): Extension {
    return { oid: this.oid, critical: this.critical, value: this.value }
  }
}

// A name inside of a name inside of an extension is the deepest that there is.
const VALUE_LIMITS: DerLimits = { maxBytes: 16 * 1024 * 1024, maxDepth: 24, maxElements: 100_000 }

/**
 * Reads the value of an extension.
 *
 * @throws CoreError `ERR_CERTIFICATE_EXTENSION_VALUE` naming the extension, with the fault as its cause
 */
export function readValueOf<T>(extension: Extension, read: (value: DerNode) => T): T {
  try {
    if (extension instanceof ParsedExtension) return extension.read(read)
    return read(parseDer(extension.value, VALUE_LIMITS))
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw new CoreError(
      'ERR_CERTIFICATE_EXTENSION_VALUE',
      { extension: extension.oid, reason: cause.code },
      cause,
    )
  }
}

/** Reads the value of one extension, if it is there; see {@link readValueOf}. */
export function readExtensionValue<T>(
  extensions: readonly Extension[],
  oid: string,
  read: (value: DerNode) => T,
): T | undefined {
  const extension = extensions.find((candidate) => candidate.oid === oid)
  return extension === undefined ? undefined : readValueOf(extension, read)
}
