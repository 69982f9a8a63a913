import { assertOctets } from '../bytes/octets.ts'
import type { Signer } from '../ports.ts'
import { LARGE_BYTES } from '../turns/turn.ts'
import { writeDerSignature } from './ec-signature-write.ts'
import type { KeyKind } from './key.ts'
import type { PrivateKey } from './private-key.ts'
import { ECDSA } from './provider/ecdsa.ts'
import { Ed448, Ed25519 } from './provider/edwards.ts'
import type { Sha2 } from './provider/provider.ts'
import { RSA } from './provider/rsa.ts'
import { SM2 } from './provider/sm2.ts'
import { KEY_OIDS } from './public-key.ts'
import { encodePssParameters, SHA2_LENGTHS } from './rsa-pss-parameters.ts'
import { ECDSA_OIDS, RSA_OIDS } from './signature-oid.ts'
import { sm2Identity } from './sm2-identity.ts'
import { signSm2InTurns } from './sm2-in-turns.ts'

export interface SignerOptions {
  /** SM2 only: the signer's id, `1234567812345678` unless given. */
  readonly userId?: Uint8Array
  /** ECDSA and RSA: SHA-256 for P-256 and RSA, SHA-384 for P-384, SHA-512 for P-521 unless given. */
  readonly hash?: Sha2
  /** RSA only: PKCS#1 v1.5 unless given; PSS takes MGF1 on the same hash and a salt as long as the hash. */
  readonly padding?: 'PKCS1' | 'PSS'
}

const DEFAULT_HASH: Readonly<Partial<Record<KeyKind, Sha2>>> = { 'P-384': 'SHA-384', 'P-521': 'SHA-512' }

type Sign = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>

const signing = (sign: Sign) => async (message: Uint8Array) => {
  assertOctets('message', message)
  return sign(message)
}

/** A signer that holds its key in memory. */
export function createSigner(privateKey: PrivateKey, options: SignerOptions = {}): Signer {
  const { kind, publicKey } = privateKey
  const { userId, hash = DEFAULT_HASH[kind] ?? 'SHA-256' } = options
  if (userId !== undefined && kind !== 'SM2') throw new TypeError(`userId: a key of ${kind} has none`)
  if (options.hash !== undefined && (kind === 'SM2' || kind === 'Ed25519' || kind === 'Ed448'))
    throw new TypeError(`hash: ${kind} signs with its own`)
  if (options.padding !== undefined && kind !== 'RSA')
    throw new TypeError(`padding: a key of ${kind} has none`)

  if (kind === 'SM2') {
    const z = sm2Identity(publicKey, userId)
    return {
      publicKey,
      algorithm: '1.2.156.10197.1.501',
      sign: signing(async (message) =>
        writeDerSignature(
          message.length > LARGE_BYTES
            ? await signSm2InTurns(privateKey, z, message)
            : SM2.current().sign(privateKey, z, message),
        ),
      ),
    }
  }
  if (kind === 'Ed25519' || kind === 'Ed448') {
    const edwards = kind === 'Ed448' ? Ed448 : Ed25519
    return {
      publicKey,
      algorithm: KEY_OIDS[kind === 'Ed448' ? 'ed448' : 'ed25519'],
      sign: signing((message) => edwards.current().sign(privateKey, message)),
    }
  }
  if (kind === 'RSA' && options.padding === 'PSS') {
    const parameters = { padding: 'PSS', hash, saltLength: SHA2_LENGTHS[hash] } as const
    return {
      publicKey,
      algorithm: KEY_OIDS.rsaPss,
      parameters: encodePssParameters(hash),
      sign: signing((message) => RSA.current().sign(privateKey, parameters, message)),
    }
  }
  if (kind === 'RSA') {
    return {
      publicKey,
      algorithm: RSA_OIDS[hash],
      sign: signing((message) => RSA.current().sign(privateKey, { padding: 'PKCS1', hash }, message)),
    }
  }
  return {
    publicKey,
    algorithm: ECDSA_OIDS[hash],
    sign: signing(async (message) =>
      writeDerSignature(await ECDSA.current().sign(privateKey, hash, message)),
    ),
  }
}
