import { edwards } from '@noble/curves/abstract/edwards.js'
import { ed25519 } from '@noble/curves/ed25519.js'
import { shake256 } from '@noble/hashes/sha3.js'
import { encodeBitString, encodeInteger, encodeOctetString, encodeOid, encodeSequence } from '../der/write.ts'
import { CoreError } from '../errors.ts'
import { readNumber, writeNumber } from '../gm/number.ts'
import { keepSecret, type PrivateKey } from './private-key.ts'
import { KEY_OIDS, parsePublicKey } from './public-key.ts'

/** The kinds of key that are seeds of an Edwards curve. */
export type EdwardsKind = 'Ed25519' | 'Ed448'

const OIDS = { Ed25519: KEY_OIDS.ed25519, Ed448: KEY_OIDS.ed448 } as const
const LENGTHS = { Ed25519: 32, Ed448: 57 } as const

/** Octets of a seed, and of a public key (RFC 8032, 5.1.5 and 5.2.5). */
export const edwardsLength = (kind: EdwardsKind): number => LENGTHS[kind]

/**
 * The private key that a seed is: `CurvePrivateKey` (RFC 8410, 7).
 *
 * @throws CoreError `ERR_KEY_PRIVATE` where it is of another length
 */
export function edwardsPrivateKey(kind: EdwardsKind, seed: Uint8Array): PrivateKey {
  if (seed.length !== LENGTHS[kind]) throw new CoreError('ERR_KEY_PRIVATE')
  const algorithm = encodeSequence(encodeOid(OIDS[kind]))
  const point = kind === 'Ed25519' ? ed25519.getPublicKey(seed) : ed448PublicKey(seed)
  const publicKey = parsePublicKey(encodeSequence(algorithm, encodeBitString(point)))
  const pkcs8 = encodeSequence(encodeInteger(0), algorithm, encodeOctetString(encodeOctetString(seed)))
  return keepSecret(publicKey, { pkcs8, scalar: seed.slice() })
}

/** edwards448 (RFC 8032, 5.2), made when first needed: the whole module of it takes as long to load as all the rest. */
let edwards448: ReturnType<typeof edwards> | undefined

function createEdwards448() {
  const p = 2n ** 448n - 2n ** 224n - 1n
  return edwards({
    p,
    n: 2n ** 446n - 13818066809895115352007386748515426880336692474882178609894547503885n,
    h: 4n,
    a: 1n,
    d: p - 39081n,
    Gx: 0x4f1970c66bed0ded221d15a622bf36da9e146570470f1767ea6de324a3d3a46412ae1af72ab66511433b80e18b00938e2626a82bc70cc05en,
    Gy: 0x693f46716eb6bc248876203756c9c7624bea73736ca3984087789c1e05a0c2d73ad3ff1ce67c39c4fdbd132c4ed7c8ad9808795bf230fa14n,
  })
}

/** RFC 8032, 5.2.5. Numbers are little-endian here. */
function ed448PublicKey(seed: Uint8Array): Uint8Array {
  edwards448 ??= createEdwards448()
  const buffer = shake256(seed, { dkLen: 114 }).subarray(0, 57)
  buffer[0] = (buffer[0] ?? 0) & 0xfc
  buffer[55] = (buffer[55] ?? 0) | 0x80
  buffer[56] = 0
  const scalar = readNumber(buffer.reverse()) % edwards448.Fn.ORDER
  buffer.fill(0)
  const { x, y } = edwards448.BASE.multiply(scalar).toAffine()
  const key = writeNumber(y, LENGTHS.Ed448).reverse()
  key[56] = Number(x & 1n) << 7
  return key
}
