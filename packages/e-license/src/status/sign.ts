import { type Certificate, equalBytes, type Signer, type Sm2JoseProfile } from '@xinyin/core'
import type { CborValue } from '@xinyin/core/cbor'
import { COSE_HEADER, createCoseSign1 } from '@xinyin/core/cose'
import { encodeX5c, signJwsInTurns } from '@xinyin/core/jws'
import { decodeAsciiInTurns, nextTurn, TURN_BYTES } from '@xinyin/core/turns'
import { encodeCwtContent, encodeJwtContent, type StatusListContent } from './content.ts'
import type { StatusList } from './list.ts'
import { STATUS_LIST_TYPES } from './token.ts'
import { deflate } from './zlib.ts'

/** Who signs a status list, with SM2 or ES256. */
export interface StatusListSigning {
  readonly signer: Signer
  /** The signer's certificate, then those above it, without the anchor. */
  readonly certificates: readonly [Certificate, ...Certificate[]]
  /** SM2 in the header of a JWT; `SM2` with r ‖ s unless given. */
  readonly sm2?: Sm2JoseProfile
}

/** What is signed beside the list. Times are cut to whole seconds. */
export interface StatusListStatement {
  /** Which list it is: the URI in the licences. */
  readonly uri: string
  readonly list: StatusList
  readonly issuedAt: Date
  /** From then on it tells nothing. Without it, how long it is believed is the verifier's to say. */
  readonly expiresAt?: Date
  /** Seconds after which verifiers are to ask for a newer one; whole. */
  readonly ttl?: number
  /** Where all lists of this issuer are named (9.2). */
  readonly aggregationUri?: string
}

/**
 * Signs a status list as a JWT (draft-ietf-oauth-status-list, 5.1).
 *
 * @throws TypeError for a key that is not that of the first certificate, or neither SM2 nor P-256, and a URI that is none
 * @throws RangeError for times and a `ttl` that are none
 */
export async function signStatusListJwt(
  statement: StatusListStatement,
  signing: StatusListSigning,
): Promise<string> {
  return decodeAsciiInTurns(await signStatusListJwtOctets(statement, signing))
}

/** The octets of the same: nobody who sends them needs the text. */
export async function signStatusListJwtOctets(
  statement: StatusListStatement,
  signing: StatusListSigning,
): Promise<Uint8Array> {
  const { signer, certificates, sm2 } = assertSigning(signing)
  const payload = await encodeJwtContent(await contentOf(statement))
  const typ = STATUS_LIST_TYPES.jwt.slice('application/'.length)
  return signJwsInTurns({ typ, ...encodeX5c(certificates) }, payload, signer, sm2)
}

/** Signs a status list as a CWT (5.2). @throws as {@link signStatusListJwt} */
export async function signStatusListCwt(
  statement: StatusListStatement,
  signing: StatusListSigning,
): Promise<Uint8Array> {
  const { signer, certificates } = assertSigning(signing)
  const chain = certificates.map(({ raw }) => raw)
  const payload = encodeCwtContent(await contentOf(statement))
  // Copied once here and once for what is signed: not both in one go.
  if (payload.length > TURN_BYTES) await nextTurn()
  return createCoseSign1({
    payload,
    signer,
    protectedHeader: new Map<number, CborValue>([
      [COSE_HEADER.typ, STATUS_LIST_TYPES.cwt],
      [COSE_HEADER.x5chain, chain.length === 1 ? (chain[0] ?? null) : chain],
    ]),
  })
}

function assertSigning(signing: StatusListSigning): StatusListSigning {
  const { publicKey } = signing.signer
  if (!equalBytes(publicKey.spki, signing.certificates[0].publicKey.spki))
    throw new TypeError('certificates: the first is not that of the signer')
  if (publicKey.kind !== 'SM2' && publicKey.kind !== 'P-256')
    throw new TypeError(`signer: expected SM2 or P-256, found ${publicKey.kind}`)
  return signing
}

async function contentOf(statement: StatusListStatement): Promise<StatusListContent> {
  const { uri, list, issuedAt, expiresAt, ttl, aggregationUri } = statement
  if (!URL.canParse(uri) || uri.length > 2000) throw new TypeError('uri: expected an absolute URI')
  if (Number.isNaN(issuedAt.getTime())) throw new RangeError('issuedAt: not a valid time')
  if (expiresAt !== undefined && !(expiresAt > issuedAt))
    throw new RangeError('expiresAt: expected after issuedAt')
  if (ttl !== undefined && !(Number.isInteger(ttl) && ttl > 0))
    throw new RangeError('ttl: expected whole seconds, from 1')
  return { uri, issuedAt, expiresAt, ttl, bits: list.bits, packed: await deflate(list.bytes), aggregationUri }
}
