/** `base^exponent mod modulus`, for public numbers only: its time depends on all three. */
export function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const start = base % modulus
  let result = 1n
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus
    if (bit === '1') result = (result * start) % modulus
  }
  return result
}
