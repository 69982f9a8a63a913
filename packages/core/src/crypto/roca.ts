/** Primes modulo which the powers of 65537 are few: a chance modulus is among them for all about once in 2^27. */
const PRIMES = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157]

let powers: readonly (readonly [prime: bigint, residues: ReadonlySet<bigint>])[] | undefined

function powersOf65537(prime: number): ReadonlySet<bigint> {
  const residues = new Set<bigint>()
  for (let power = 1; !residues.has(BigInt(power)); power = (power * 65537) % prime)
    residues.add(BigInt(power))
  return residues
}

/**
 * Whether an RSA modulus has the shape of those that a series of chips made (CVE-2017-15361, "ROCA"): its primes are
 * powers of 65537 modulo many small primes, by which they can be found.
 */
export function hasRocaShape(modulus: bigint): boolean {
  powers ??= PRIMES.map((prime) => [BigInt(prime), powersOf65537(prime)])
  const product = powers.reduce((all, [prime]) => all * prime, 1n)
  // One division of the long number, then short ones.
  const rest = modulus % product
  return powers.every(([prime, residues]) => residues.has(rest % prime))
}
