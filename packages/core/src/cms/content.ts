import { createCollector } from '../bytes/collector.ts'
import { cmsError } from './codes.ts'
import { createMessageDigest, type MessageDigest } from './digest.ts'

/** Content that stands beside its message: at hand, or in pieces of any size, each of them read once. */
export type Content = Uint8Array | AsyncIterable<Uint8Array>

/** What signatures are held against: the digests of the content, and the content where one needs all of it. */
export interface DigestedContent {
  readonly digests: ReadonlyMap<MessageDigest, Uint8Array>
  readonly bytes: Uint8Array | undefined
}

/** What of a content is needed. */
export interface ContentDemand {
  readonly digests: ReadonlySet<MessageDigest>
  /** Whether all of it is: a signature without attributes is over the content itself. */
  readonly whole: boolean
  /** How much of it is kept, in bytes, where all of it is needed and comes in pieces. */
  readonly maxBytes: number
}

/**
 * Goes through the content once, in memory that does not grow with it unless all of it is needed.
 *
 * @throws CoreError `ERR_CMS_CONTENT_SIZE`, TypeError for pieces that are no bytes, and what the source throws
 */
export async function digestContent(content: Content, demand: ContentDemand): Promise<DigestedContent> {
  const hashers = [...demand.digests].map((name) => ({ name, hasher: createMessageDigest(name) }))
  const kept = createCollector()
  for await (const piece of content instanceof Uint8Array ? [content] : content) {
    if (!(piece instanceof Uint8Array)) throw new TypeError('content: expected pieces of type Uint8Array')
    for (const { hasher } of hashers) hasher.update(piece)
    if (!demand.whole || content instanceof Uint8Array) continue
    if (kept.size() + piece.length > demand.maxBytes)
      throw cmsError('ERR_CMS_CONTENT_SIZE', { limit: demand.maxBytes })
    kept.add(piece)
  }
  return {
    digests: new Map(hashers.map(({ name, hasher }) => [name, hasher.digest()])),
    bytes: content instanceof Uint8Array ? content : demand.whole ? kept.bytes() : undefined,
  }
}
