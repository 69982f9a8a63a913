import { type Fetch, TrustError } from '@xinyin/core'
import { parseOcspResponse } from '@xinyin/core/ocsp'
import { parseCrl, type RevocationMaterial } from '@xinyin/core/revocation'

/** A fetch that keeps the lists and answers that come through it. */
export interface RecordingFetch {
  readonly fetch: Fetch
  /** What came so far and can be read. */
  material(): RevocationMaterial
}

/** Octets of one body that are kept; who reads it has bounds of his own. */
const MAX_BYTES = 64 * 1024 * 1024

export function recordFetch(fetch: Fetch): RecordingFetch {
  const bodies: Uint8Array[] = []
  return {
    async fetch(url, init) {
      const response = await fetch(url, init)
      if (!response.ok || response.body === null) return response
      const { status, headers } = response
      const body = response.body.pipeThrough(createTap((octets) => bodies.push(octets)))
      return new Response(body, { status, headers })
    },
    material() {
      const crls = bodies.flatMap((octets) => readable(() => parseCrl(octets)))
      const ocspResponses = bodies.flatMap((octets) => readable(() => parseOcspResponse(octets)))
      return { crls, ocspResponses }
    },
  }
}

/** Passes on what flows through, and hands it out once it has come to its end. */
function createTap(take: (octets: Uint8Array) => void): TransformStream<Uint8Array, Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  return new TransformStream({
    transform(chunk, controller) {
      size += chunk.length
      if (size <= MAX_BYTES) chunks.push(new Uint8Array(chunk))
      controller.enqueue(chunk)
    },
    flush() {
      if (size > MAX_BYTES) return
      const octets = new Uint8Array(size)
      let at = 0
      for (const chunk of chunks) {
        octets.set(chunk, at)
        at += chunk.length
      }
      take(octets)
    },
  })
}

function readable<T>(read: () => T): T[] {
  try {
    return [read()]
  } catch (error) {
    if (error instanceof TrustError) return []
    throw error
  }
}
