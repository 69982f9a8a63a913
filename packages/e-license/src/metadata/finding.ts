import type { Facts, Sentence } from '@xinyin/core'
import { LicenceError } from '../errors.ts'
import { type MetadataErrorCode, metadataError } from './codes.ts'

/** One thing that is wrong with a licence's data. It never holds the value: that may be a person's. */
export interface MetadataFinding {
  /** Short name of the element: `ZZBH`, `KZ_GCMC`; of an unknown member its own name. */
  readonly element: string
  readonly code: MetadataErrorCode
  /** `element`; `position`, from 1, where there are several issuers or holders; and what the sentence needs. */
  readonly facts: Facts
}

export function finding(code: MetadataErrorCode, element: string, facts: Facts = {}): MetadataFinding {
  return { element, code, facts: { element, ...facts } }
}

/** Sentences in one message; the findings are all there. */
const SAID = 20

/** Everything that is wrong with a licence's data, in one error: its code and facts are those of the first finding. */
export class MetadataError extends LicenceError {
  readonly findings: readonly MetadataFinding[]

  constructor(findings: readonly [MetadataFinding, ...MetadataFinding[]]) {
    const [{ code, facts }] = findings
    const more: Facts = findings.length > 1 ? { findings: findings.length } : {}
    super(code, { ...facts, ...more }, undefined, sentenceOf(findings))
    this.findings = findings
  }
}

function sentenceOf(findings: readonly MetadataFinding[]): Pick<Sentence, 'en'> {
  const said = findings.slice(0, SAID).map(({ code, facts }) => metadataError(code, facts).message)
  return { en: said.join(' ') }
}

/** @throws MetadataError when there is any finding */
export function throwFindings(findings: readonly MetadataFinding[]): void {
  const [first, ...rest] = findings
  if (first !== undefined) throw new MetadataError([first, ...rest])
}

/** A name that came from outside, as far as it can be one of a member: anything else may be anybody's data. */
export const memberName = (name: string): string => (/^[A-Za-z][A-Za-z0-9_]{0,79}$/.test(name) ? name : '?')
