/** @throws TypeError */
export function checkPrefix(prefix: string): void {
  if (!/^[\w.:-]{1,64}$/.test(prefix)) {
    throw new TypeError('prefix: must be 1 to 64 letters, digits and any of _ . : -')
  }
}
