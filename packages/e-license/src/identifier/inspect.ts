import { type Check, createReport, type Facts, failedBy, passed, type Report, skipped } from '@xinyin/core'
import type { RegionLookup } from '@xinyin/core/register-codes'
import { assertCheckCharacter } from './check-character.ts'
import { type Identifier, splitIdentifier } from './form.ts'
import { assertIssuerCode } from './issuer-code.ts'
import { assertRoot } from './root.ts'
import { assertSerial } from './serial.ts'
import { assertTypeCode } from './type-code.ts'
import { assertVersion } from './version.ts'

export interface InspectIdentifierOptions {
  /**
   * `regionOf` of `@xinyin/core/regions`: names the regions of the authorities, and warns of one that is not there
   * today.
   */
  readonly regionOf?: RegionLookup
}

/** What is held to each part, in the order in which they stand. */
const PARTS: readonly [
  part: string,
  assert: (identifier: Identifier, regionOf: RegionLookup | undefined) => Facts,
][] = [
  ['root', assertRoot],
  ['type-code', ({ typeCode }, regionOf) => assertTypeCode(typeCode, regionOf)],
  ['issuer-code', ({ issuerCode }, regionOf) => assertIssuerCode(issuerCode, regionOf)],
  ['serial', ({ serial }) => assertSerial(serial)],
  ['version', ({ version }) => assertVersion(version)],
  ['check-character', assertCheckCharacter],
]

/**
 * Says of an e-licence identifier, part by part, whether it is right (GB/T 36904-2018), which known fault made it
 * wrong, and which check character would be right. `diagnoseIdentifier` says in addition where in the text, and what
 * was probably meant.
 */
export function inspectIdentifier(
  text: string,
  { regionOf }: InspectIdentifierOptions = {},
): Report<Identifier> {
  let identifier: Identifier
  try {
    identifier = splitIdentifier(text)
  } catch (error) {
    const rest = PARTS.map(([part]) => skipped(`identifier.${part}`, 'identifier.form'))
    return createReport<Identifier>([failedBy('identifier.form', error), ...rest], undefined)
  }
  const checks = PARTS.map(([part, assert]): Check => {
    try {
      return passed(`identifier.${part}`, assert(identifier, regionOf))
    } catch (error) {
      return failedBy(`identifier.${part}`, error)
    }
  })
  return createReport([passed('identifier.form'), ...checks], identifier)
}
