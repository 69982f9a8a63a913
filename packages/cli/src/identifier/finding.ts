import {
  diagnoseIdentifier,
  type IdentifierFault,
  type IdentifierProposal,
  isIdentifier,
} from '@xinyin/e-license'

/** What is found of one identifier among many. */
export interface Finding {
  /** From 1 on, as spreadsheets and editors count; a heading counts. */
  readonly row: number
  readonly text: string
  readonly status: 'right' | 'warning' | 'wrong'
  readonly faults: readonly IdentifierFault[]
  readonly proposals: readonly IdentifierProposal[]
}

/** A region in the place of the issuer is the one warning that a right identifier gives without a table of regions. */
const REGION_ISSUER = /^[\d.]+\.[0-9A-Z]{21}\.(?:\d{6}|\d{10})\./

/**
 * Looks at one of many: right ones are passed by at once, wrong ones are diagnosed. Regions are not looked up, since
 * that is for whoever looks at one.
 */
export function findIn(text: string, row: number): Finding {
  if (isIdentifier(text) && !REGION_ISSUER.test(text))
    return { row, text, status: 'right', faults: [], proposals: [] }
  const { faults, proposals, report } = diagnoseIdentifier(text)
  const isRight = report.verdict === 'passed'
  return { row, text, status: isRight ? 'warning' : 'wrong', faults, proposals }
}
