import { TrustError } from '@xinyin/core'
import type { SignedData } from '@xinyin/core/cms'
import { children, parseBer, TAG } from '@xinyin/core/der'
import { parseOcspResponse } from '@xinyin/core/ocsp'
import { parseCrl, type RevocationMaterial } from '@xinyin/core/revocation'
import { parseTimeStamp, type TimeStamp } from '@xinyin/core/tsp'

/** A time stamp as it was found on a signature. */
export interface FoundToken {
  /** The token, without the lists and answers in it. */
  readonly timeStamp: TimeStamp
  /** The token with all that is in it. */
  readonly message: SignedData
  /** Lists and answers that came in the token. Nobody signed that they belong there. */
  readonly material: RevocationMaterial
  /** Whether it is the whole answer of a service, in which the token stands. */
  readonly isResponse: boolean
}

const MAX_BYTES = 1024 * 1024

/**
 * Reads a `TimeStampToken` (RFC 3161, 2.4.2), or a whole `TimeStampResp`, which some software keeps in its place. What
 * else the answer says is not signed, and is not looked at.
 *
 * @throws CoreError those of `parseTimeStamp`
 */
export function readToken(bytes: Uint8Array): FoundToken {
  const inner = tokenInResponse(bytes)
  const timeStamp = parseTimeStamp(inner ?? bytes)
  const { signedData } = timeStamp
  return {
    timeStamp: { ...timeStamp, signedData: { ...signedData, crls: [], ocspResponses: [] } },
    message: signedData,
    material: materialIn(signedData),
    isResponse: inner !== undefined,
  }
}

/** `TimeStampResp` begins with a status, a SEQUENCE; a token with an object identifier. */
function tokenInResponse(bytes: Uint8Array): Uint8Array | undefined {
  const [first, second] = children(parseBer(bytes, { maxBytes: MAX_BYTES }))
  return first?.tag === TAG.sequence ? second?.raw : undefined
}

/** The lists and answers that came with a message (RFC 5652, 10.2.1), as far as they can be read. */
export function materialIn(message: Pick<SignedData, 'crls' | 'ocspResponses'>): RevocationMaterial {
  return {
    crls: message.crls.flatMap((der) => readable(() => parseCrl(der))),
    ocspResponses: message.ocspResponses.flatMap((der) => readable(() => parseOcspResponse(der))),
  }
}

/** What cannot be read proves nothing, and keeps nothing else from doing so. */
function readable<T>(read: () => T): T[] {
  try {
    return [read()]
  } catch (error) {
    if (error instanceof TrustError) return []
    throw error
  }
}
