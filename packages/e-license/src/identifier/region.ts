/** Region codes of GB/T 2260, six digits and their lengthened form of ten, stand for issuers in the field. */
export function isRegionCode(code: string): boolean {
  return /^[1-9]\d{5}(\d{4})?$/.test(code)
}

/** Six digits of GB/T 2260: of a credit code the 3rd to the 8th character, of a region code the first ones. */
export function regionOf(code: string): string | undefined {
  if (isRegionCode(code)) return code.slice(0, 6)
  return /^[0-9A-Z]{2}(\d{6})[0-9A-Z]{10}$/.exec(code)?.[1]
}
