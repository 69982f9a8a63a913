import { type Check, createReport, failed, failedBy, passed, type Report, skipped } from '@xinyin/core'
import {
  assertTypeCode,
  IDENTIFIER_ROOT,
  type Identifier,
  identifierCheckCharacter,
  splitIdentifier,
} from './identifier.ts'
import { isRegionCode } from './region.ts'
import { parseUscc } from './uscc.ts'
import { MISTYPED_ROOT, nameWrongCheck } from './variants.ts'

const AFTER_FORM = ['root', 'type-code', 'issuer-code', 'version', 'check-character']

/**
 * Says of an e-licence identifier, part by part, whether it is right (GB/T 36904-2018), which known fault made it
 * wrong, and which check character would be right. `createIdentifier` on the subject's parts gives the right text.
 */
export function inspectIdentifier(text: string): Report<Identifier> {
  let identifier: Identifier
  try {
    identifier = splitIdentifier(text)
  } catch (error) {
    const rest = AFTER_FORM.map((part) => skipped(`identifier.${part}`, 'identifier.form'))
    return createReport<Identifier>([failedBy('identifier.form', error), ...rest], undefined)
  }
  const checks = [
    passed('identifier.form'),
    checkRoot(identifier),
    checkTypeCode(identifier),
    checkIssuerCode(identifier),
    checkVersion(identifier),
    checkCharacter(identifier),
  ]
  return createReport(checks, identifier)
}

function checkRoot({ root }: Identifier): Check {
  if (root === IDENTIFIER_ROOT) return passed('identifier.root')
  const code = root === MISTYPED_ROOT ? 'ERR_IDENTIFIER_ROOT_MISTYPED' : 'ERR_IDENTIFIER_ROOT'
  return failed('identifier.root', code, { expected: IDENTIFIER_ROOT, found: root })
}

function checkTypeCode({ typeCode }: Identifier): Check {
  try {
    assertTypeCode(typeCode)
    return passed('identifier.type-code', { typeCode, authority: typeCode.slice(0, 18) })
  } catch (error) {
    return failedBy('identifier.type-code', error)
  }
}

function checkIssuerCode({ issuerCode }: Identifier): Check {
  if (isRegionCode(issuerCode)) {
    const warning = 'ERR_IDENTIFIER_ISSUER_REGION'
    return passed('identifier.issuer-code', { issuerCode, form: 'region', warning })
  }
  try {
    const { region } = parseUscc(issuerCode)
    return passed('identifier.issuer-code', { issuerCode, form: 'credit-code', region })
  } catch (error) {
    return failedBy('identifier.issuer-code', error)
  }
}

function checkVersion({ version }: Identifier): Check {
  return version === '000'
    ? failed('identifier.version', 'ERR_IDENTIFIER_VERSION')
    : passed('identifier.version', { version: Number(version) })
}

function checkCharacter(identifier: Identifier): Check {
  const expected = identifierCheckCharacter(identifier)
  const found = identifier.checkCharacter
  if (found === expected) return passed('identifier.check-character', { found })
  return failed('identifier.check-character', nameWrongCheck(identifier), { found, expected })
}
