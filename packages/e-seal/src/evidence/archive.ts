import { concatBytes, decodeHex, encodeUtf8, TrustError } from '@xinyin/core'
import { parseTimeStamp } from '@xinyin/core/tsp'
import { type ArchiveStamp, type Evidence, nameOf } from './evidence.ts'
import type { TimeStamper } from './time-stamper.ts'
import { readToken } from './token.ts'

/** Keeps an archive stamp from being read as a stamp over anything else that is made of digests. */
const PREFIX = /* @__PURE__ */ encodeUtf8('xinyin-evidence-archive-1\n')

/**
 * What an archive stamp is over: a prefix, and the digests of its pieces in their order.
 *
 * @param sm3 - lower-case hexadecimal, 32 octets each
 */
export function archiveContent(sm3: readonly string[]): Uint8Array {
  return concatBytes(PREFIX, ...sm3.map((name) => decodeHex(name)))
}

/** The stamps by the times that they say, which nothing here has verified. */
export function newestFirst(archives: readonly ArchiveStamp[]): { archive: ArchiveStamp; time: Date }[] {
  return archives
    .map((archive) => ({ archive, time: parseTimeStamp(archive.timeStamp).info.time }))
    .sort((a, b) => b.time.getTime() - a.time.getTime())
}

/**
 * Puts a stamp over everything: the pieces of the evidence, stamps over it that are there already, and the signature
 * values and time stamps of the documents.
 *
 * @param subjects - the signatures whose evidence it is
 */
export async function addArchive(
  evidence: Evidence,
  subjects: readonly { readonly value: Uint8Array; readonly timeStamp: Uint8Array | undefined }[],
  timeStamper: TimeStamper,
): Promise<Evidence> {
  const { signatures, certificates, crls, ocspResponses, archives } = evidence
  const sm3 = new Set([
    ...signatures.map((signature) => signature.sm3),
    ...[
      ...subjects.flatMap(({ value, timeStamp }) => [value, ...tokenIn(timeStamp)]),
      ...signatures.flatMap(({ timeStamps }) => timeStamps),
      ...[...certificates, ...crls, ...ocspResponses].map(({ raw }) => raw),
      ...archives.map(({ timeStamp }) => timeStamp),
    ].map(nameOf),
  ])
  const names = [...sm3]
  const timeStamp = await timeStamper(archiveContent(names))
  return { ...evidence, archives: [...archives, { sm3: names, timeStamp }] }
}

/** The token, where the document holds the whole answer around it. One that cannot be read proves nothing anyway. */
function tokenIn(timeStamp: Uint8Array | undefined): Uint8Array[] {
  if (timeStamp === undefined) return []
  try {
    return [readToken(timeStamp).timeStamp.raw]
  } catch (error) {
    if (error instanceof TrustError) return []
    throw error
  }
}
