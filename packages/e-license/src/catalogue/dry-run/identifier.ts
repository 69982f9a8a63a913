import { diagnoseIdentifier } from '../../identifier/doctor/diagnose.ts'
import { type Identifier, splitIdentifier } from '../../identifier/form.ts'
import { isIdentifier } from '../../identifier/is-identifier.ts'
import { isIssuerCode } from '../../identifier/issuer-code.ts'
import { isRegionCode } from '../../identifier/region.ts'
import { allOf, firstOf, type Row } from './row.ts'
import type { RowRule } from './rules.ts'

const RULES: Readonly<Record<string, RowRule>> = {
  'identifier.form': 'row.identifier-form',
  'identifier.serial': 'row.identifier-form',
  'identifier.root': 'row.identifier-root',
  'identifier.type-code': 'row.identifier-code',
  'identifier.issuer-code': 'row.identifier-code',
  'identifier.version': 'row.identifier-version',
  'identifier.check-character': 'row.identifier-check',
}

/**
 * The identifier is right (GB/T 36904-2018), and of the type and one of the issuers of the row.
 *
 * @returns its parts, where it can be taken apart
 */
export function checkIdentifier(row: Row): Identifier | undefined {
  const text = firstOf(row, 'ZZBS')
  if (text === undefined) return undefined
  if (isIdentifier(text)) {
    const identifier = splitIdentifier(text)
    checkParts(row, identifier, true)
    return identifier
  }
  const { report, proposals } = diagnoseIdentifier(text)
  const [best] = proposals
  const proposal = best === undefined ? {} : { proposal: best.identifier }
  const failed = report.checks.filter(({ status }) => status === 'failed')
  const areCodesRight = !failed.some(({ id }) => RULES[id] === 'row.identifier-code')
  for (const { id, code = '', facts } of failed) {
    const rule = RULES[id] ?? 'row.identifier-form'
    // The check character is right for the code that was meant, or it is not known what is.
    if (
      rule === 'row.identifier-check' &&
      (!areCodesRight || failed.some((other) => other.id === 'identifier.version'))
    )
      continue
    row.note(rule, 'ZZBS', {
      ...proposal,
      ...(rule === 'row.identifier-check'
        ? { found: String(facts['found']), expected: String(facts['expected']), facts: { cause: code } }
        : { found: text }),
    })
  }
  const identifier = report.subject
  if (identifier !== undefined) checkParts(row, identifier, areCodesRight)
  return identifier
}

function checkParts(row: Row, { typeCode, issuerCode }: Identifier, areCodesRight: boolean): void {
  if (!areCodesRight) return
  const { type, note } = row
  // Where the row's own type is unknown, that is what is wrong.
  if (type !== undefined && typeCode !== type.code)
    note('row.identifier-type', 'ZZBS', { found: typeCode, expected: type.code })
  const issuers = allOf(row, 'ZZBFJGDM')
  if (isRegionCode(issuerCode)) note('row.identifier-region', 'ZZBS', { found: issuerCode })
  else if (
    issuers.length > 0 &&
    issuers.every((code) => isIssuerCode(code) && !isRegionCode(code)) &&
    !issuers.includes(issuerCode)
  )
    note('row.identifier-issuer', 'ZZBS', { found: issuerCode, expected: issuers.join(' / ') })
}
