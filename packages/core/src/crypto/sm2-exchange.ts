import { equalSecrets } from '../bytes/sequence.ts'
import { confirmations, deriveKey, type ExchangeParty, sharePoint } from '../gm/sm2/exchange.ts'
import type { PublicKey } from './key.ts'
import { type PrivateKey, scalarOf } from './private-key.ts'
import { secretError } from './secret-codes.ts'
import { sm2Identity } from './sm2-identity.ts'
import { digestSm3 } from './sm3.ts'

export interface Sm2ExchangeOptions {
  /** Who spoke first is the initiator (A), the other the responder (B). */
  readonly role: 'initiator' | 'responder'
  readonly privateKey: PrivateKey
  /** `1234567812345678` unless given. */
  readonly userId?: Uint8Array
  /** A key from `createPrivateKey('SM2')`, made for this exchange; its `publicKey.point` goes to the peer. */
  readonly ephemeral: PrivateKey
  readonly peer: {
    readonly publicKey: PublicKey
    /** `1234567812345678` unless given. */
    readonly userId?: Uint8Array
    /** The point that came from the peer, `04 ‖ x ‖ y`. */
    readonly ephemeral: Uint8Array
  }
  /** Octets of the key wanted, at most 1024. */
  readonly length: number
}

export interface Sm2Agreement {
  readonly key: Uint8Array
  /** Goes to the peer: SB from the responder, SA from the initiator. */
  readonly confirmation: Uint8Array
  /** Whether what came from the peer proves that it has the same key: S1 = SB, S2 = SA. */
  confirms(theirs: Uint8Array): boolean
}

const MAX_LENGTH = 1024

/** Ephemeral keys that were used: a second exchange with one would tie the two keys to each other. */
const used = new WeakSet<PrivateKey>()

/**
 * Agrees on a key with the holder of another SM2 key (GB/T 32918.3-2016, 6.1).
 *
 * Each side makes an ephemeral key, sends its point, and calls this. The key may be used once the other's confirmation
 * holds: until then it is not proved that the peer has its private key, or that both have the same.
 *
 * @throws CoreError `ERR_KEY_POINT` where the peer's point is none, `ERR_SM2_EXCHANGE` where there is no shared point
 * @throws TypeError, RangeError for keys of another kind, a used ephemeral key, a length of 0 or above 1024
 * @example
 * const ephemeral = await createPrivateKey('SM2')
 * const theirs = await send(ephemeral.publicKey.point)
 * const agreement = agreeSm2Key({
 *   role: 'initiator', privateKey, ephemeral, length: 16,
 *   peer: { publicKey: theirCertificate.publicKey, ephemeral: theirs.point },
 * })
 * if (!agreement.confirms(theirs.confirmation)) throw new Error('not the peer that it claims to be')
 * await send(agreement.confirmation)
 */
export function agreeSm2Key(options: Sm2ExchangeOptions): Sm2Agreement {
  const { role, privateKey, ephemeral, peer, length } = options
  if (role !== 'initiator' && role !== 'responder')
    throw new TypeError(`role: expected initiator or responder, found ${String(role)}`)
  if (!Number.isSafeInteger(length) || length < 1 || length > MAX_LENGTH)
    throw new RangeError(`length: 1 to ${MAX_LENGTH} octets, found ${length}`)
  const [point, ephemeralPoint] = [
    pointOf('privateKey', privateKey.publicKey),
    pointOf('ephemeral', ephemeral.publicKey),
  ]
  if (used.has(ephemeral)) throw new TypeError('ephemeral: used in another exchange')
  used.add(ephemeral)

  const own: ExchangeParty = {
    z: sm2Identity(privateKey.publicKey, options.userId),
    point,
    ephemeral: ephemeralPoint,
  }
  const other: ExchangeParty = {
    z: sm2Identity(peer.publicKey, peer.userId),
    point: pointOf('peer', peer.publicKey),
    ephemeral: peer.ephemeral,
  }
  const shared = sharePoint(scalarOf(privateKey), scalarOf(ephemeral), own.ephemeral, other)
  if (shared === undefined) throw secretError('ERR_SM2_EXCHANGE')

  const [a, b] = role === 'initiator' ? [own, other] : [other, own]
  const { ofInitiator, ofResponder } = confirmations(sm3, shared, a, b)
  const [confirmation, expected] =
    role === 'initiator' ? [ofInitiator, ofResponder] : [ofResponder, ofInitiator]
  return {
    key: deriveKey(sm3, length, shared.x, shared.y, a.z, b.z),
    confirmation,
    confirms: (theirs) => equalSecrets(theirs, expected),
  }
}

function sm3(...parts: readonly Uint8Array[]): Uint8Array {
  return digestSm3(...parts)
}

function pointOf(argument: string, { kind, point }: PublicKey): Uint8Array {
  if (kind !== 'SM2' || point === undefined)
    throw new TypeError(`${argument}: expected an SM2 key, found ${kind}`)
  return point
}
