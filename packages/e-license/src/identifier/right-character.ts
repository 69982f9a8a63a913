import type { Identifier } from './form.ts'
import { mod37of36 } from './iso7064.ts'

/** The check character that the standard gives: over type, issuer, serial and version, without root and dots. */
export function identifierCheckCharacter(identifier: Omit<Identifier, 'root' | 'checkCharacter'>): string {
  const { typeCode, issuerCode, serial, version } = identifier
  return mod37of36(typeCode + issuerCode + serial + version)
}
