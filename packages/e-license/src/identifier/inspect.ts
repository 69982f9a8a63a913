import { type Check, createReport, failedBy, passed, type Report, skipped } from '@xinyin/core'
import type { RegionLookup } from '@xinyin/core/register-codes'
import { checkCheckCharacter } from './check-character.ts'
import { type Identifier, splitIdentifier } from './form.ts'
import { checkIssuerCode } from './issuer-code.ts'
import { checkRoot } from './root.ts'
import { checkSerial } from './serial.ts'
import { checkTypeCode } from './type-code.ts'
import { checkVersion } from './version.ts'

export interface InspectIdentifierOptions {
  /**
   * `regionOf` of `@xinyin/core/regions`: names the regions of the authorities, and warns of one that is not there
   * today.
   */
  readonly regionOf?: RegionLookup
}

const FORM = 'identifier.form'

const AFTER_FORM = ['root', 'type-code', 'issuer-code', 'serial', 'version', 'check-character']

/**
 * Says of an e-licence identifier, part by part, whether it is right (GB/T 36904-2018), which known fault made it
 * wrong, and which check character would be right. `diagnoseIdentifier` says in addition where in the text, and what
 * was probably meant.
 */
export function inspectIdentifier(
  text: string,
  { regionOf }: InspectIdentifierOptions = {},
): Report<Identifier> {
  const { check, identifier } = checkForm(text)
  if (identifier === undefined) {
    const rest = AFTER_FORM.map((part) => skipped(`identifier.${part}`, check.id))
    return createReport<Identifier>([check, ...rest], undefined)
  }
  const checks = [
    check,
    checkRoot(identifier),
    checkTypeCode(identifier, regionOf),
    checkIssuerCode(identifier, regionOf),
    checkSerial(identifier),
    checkVersion(identifier),
    checkCheckCharacter(identifier),
  ]
  return createReport(checks, identifier)
}

/** The identifier's parts, as far as it can be taken apart, and whether it can. */
function checkForm(text: string): { readonly check: Check; readonly identifier?: Identifier } {
  try {
    return { check: passed(FORM), identifier: splitIdentifier(text) }
  } catch (error) {
    return { check: failedBy(FORM, error) }
  }
}
