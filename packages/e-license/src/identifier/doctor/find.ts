import { type Check, decidingCheck, type Facts, type Report } from '@xinyin/core'
import type { Identifier } from '../form.ts'
import { assertRoot } from '../root.ts'
import { faultBy, type IdentifierFault } from './fault.ts'
import { type Part, startOf } from './parts.ts'

const PART_OF: Readonly<Record<string, Part>> = {
  'identifier.root': 'root',
  'identifier.type-code': 'typeCode',
  'identifier.issuer-code': 'issuerCode',
  'identifier.serial': 'serial',
  'identifier.version': 'version',
  'identifier.check-character': 'checkCharacter',
}

/** Where a credit code has its organisation code. */
const ORGANISATION = { start: 8, end: 17 } as const

/** Letters that no credit code has. One at the end is a wrong check character. */
const STRANGE_LETTERS = /[IOSVZ]/g

/** The places inside a part that a code is about; the whole part where it says no more. */
function placesIn(
  part: string,
  code: string,
  { position }: Facts,
): readonly { readonly start: number; readonly end: number; readonly facts?: Facts }[] {
  if (code === 'ERR_ORGANISATION_CODE_CHECK') return [ORGANISATION]
  if (code !== 'ERR_USCC_CHARACTER' || typeof position !== 'number') return [{ start: 0, end: part.length }]
  // The error is of the first one.
  const strange = [...part.slice(0, 17).matchAll(STRANGE_LETTERS)].map(({ index }) => index)
  return [...new Set([position - 1, ...strange])].map((start) => ({
    start,
    end: start + 1,
    facts: { found: part.charAt(start), position: start + 1 },
  }))
}

function faultsOf({ id, status, code, facts }: Check, identifier: Identifier): IdentifierFault[] {
  const part = PART_OF[id]
  const warning = facts['warning']
  const reason = status === 'failed' ? code : typeof warning === 'string' ? warning : undefined
  if (part === undefined || reason === undefined) return []
  const offset = startOf(identifier, part)
  return placesIn(identifier[part], reason, facts).map(({ start, end, facts: narrower }) => ({
    start: offset + start,
    end: offset + end,
    code: reason,
    facts: narrower ?? facts,
    ...(status === 'failed' ? {} : { isWarning: true }),
  }))
}

/** Where the issuer should stand, and a root that is wrong as well: both are of one old way of making identifiers. */
function faultsWithoutIssuer(text: string, { code = '', facts }: Check): IdentifierFault[] {
  const [typeCode = '', ...behind] = text.split('.').slice(-4)
  const at = text.length - behind.join('.').length
  const root = text.slice(0, at - typeCode.length - 2)
  const mistyped = faultBy(() => assertRoot({ root }), 0, root.length)
  return [...(mistyped === undefined ? [] : [mistyped]), { start: at, end: at, code, facts }]
}

/**
 * The faults that a report tells of, each with its place in the identifier that was inspected.
 *
 * @param text - the identifier
 */
export function findFaults(text: string, report: Report<Identifier>): readonly IdentifierFault[] {
  const { checks, subject } = report
  if (subject !== undefined) return checks.flatMap((check) => faultsOf(check, subject))
  const form = decidingCheck(report)
  if (form?.code === undefined) return []
  if (form.code === 'ERR_IDENTIFIER_ISSUER_MISSING') return faultsWithoutIssuer(text, form)
  const { position } = form.facts
  const start = typeof position === 'number' ? position - 1 : 0
  const end = typeof position === 'number' ? position : text.length
  return [{ start, end, code: form.code, facts: form.facts }]
}
