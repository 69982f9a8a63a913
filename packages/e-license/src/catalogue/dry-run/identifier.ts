import type { Facts } from '@xinyin/core'
import { diagnoseIdentifier } from '../../identifier/doctor/diagnose.ts'
import { type Identifier, splitIdentifier } from '../../identifier/form.ts'
import { isIdentifier } from '../../identifier/is-identifier.ts'
import { isIssuerCode } from '../../identifier/is-part.ts'
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
  const rules = new Map(failed.map((check) => [RULES[check.id] ?? 'row.identifier-form', check]))
  const areCodesRight = !rules.has('row.identifier-code')
  // A check character is right for what was meant, and that is not known while another part is wrong.
  if (rules.size > 1) rules.delete('row.identifier-check')
  // Where several parts are wrong and nothing likely makes them right, it is no identifier but for its dots.
  const told = rules.size > 1 && best === undefined ? FORM_ALONE : [...rules.keys()]
  for (const rule of told) {
    const { code: cause = '', facts = NO_FACTS } = rules.get(rule) ?? {}
    row.note(rule, 'ZZBS', {
      ...proposal,
      ...(rule === 'row.identifier-check'
        ? { found: String(facts['found']), expected: String(facts['expected']), facts: { cause } }
        : { found: text }),
    })
  }
  const identifier = told === FORM_ALONE ? undefined : report.subject
  if (identifier !== undefined) checkParts(row, identifier, areCodesRight)
  return identifier
}

const NO_FACTS: Facts = {}

const FORM_ALONE: readonly RowRule[] = ['row.identifier-form']

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
