/**
 * `scalar · base` in a group, by doubling and adding at every bit: the same additions, in the same order, for all
 * scalars. How long each takes still depends on the numbers in it, as BigInt does.
 *
 * @param bits - of the largest scalar that there is, not of this one
 * @param add - has to hold for all pairs, a point and itself included
 */
export function climb<Point>(
  scalar: bigint,
  bits: number,
  base: Point,
  zero: Point,
  add: (p: Point, q: Point) => Point,
): Point {
  let sum = zero
  for (let at = BigInt(bits) - 1n; at >= 0n; at--) {
    const doubled = add(sum, sum)
    const both = [doubled, add(doubled, base)] as const
    sum = both[Number((scalar >> at) & 1n) as 0 | 1]
  }
  return sum
}
