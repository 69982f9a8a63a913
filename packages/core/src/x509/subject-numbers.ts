import { decodeUtf8 } from '../bytes/utf8.ts'
import { children, type DerNode, parseDer } from '../der/read.ts'
import { isStringTag, readString } from '../der/value.ts'
import { TrustError } from '../errors.ts'
import type { Extension } from './certificate.ts'

/**
 * The numbers under which a Chinese register knows the subject, from the extensions of GB/T 20518.
 *
 * They are personal data: show them to whom they concern, and write them to no log.
 */
export interface SubjectNumbers {
  /** 个人身份标识码: of an identity card, an officer's card or a passport. */
  readonly identifyCode?: string
  /** 个人社会保险号 */
  readonly insuranceNumber?: string
  /** 企业工商注册号 */
  readonly iCRegistrationNumber?: string
  /** 企业组织机构代码 */
  readonly organizationCode?: string
  /** 企业税号 */
  readonly taxationNumber?: string
}

const ARC = '1.2.156.10260.4.1.'

/** OIDs of the extensions of GB/T 20518. */
export const SUBJECT_NUMBER: Readonly<Record<keyof SubjectNumbers, string>> = {
  identifyCode: `${ARC}1`,
  insuranceNumber: `${ARC}2`,
  iCRegistrationNumber: `${ARC}3`,
  organizationCode: `${ARC}4`,
  taxationNumber: `${ARC}5`,
}

const NONE: SubjectNumbers = /* @__PURE__ */ Object.freeze({})

/**
 * Reads the numbers of a subject, as far as they are text.
 *
 * Authorities write them in many ways: as a string, as a string under a tag of its own (the choice of
 * `identifyCode`), or as bare text with no DER around it. [?] No text of the standard was at hand to say which is
 * right, so that what is not text is left out, and is no error; the value itself is in `extensions`.
 */
export function readSubjectNumbers(extensions: readonly Extension[]): SubjectNumbers {
  if (!extensions.some(({ oid }) => oid.startsWith(ARC))) return NONE
  const numbers: { -readonly [Name in keyof SubjectNumbers]: string } = {}
  for (const name of Object.keys(SUBJECT_NUMBER) as (keyof SubjectNumbers)[]) {
    const extension = extensions.find(({ oid }) => oid === SUBJECT_NUMBER[name])
    const text = extension === undefined ? undefined : readNumberText(extension.value)
    if (text !== undefined) numbers[name] = text
  }
  return numbers
}

/** Longer than any number of a register. */
const MAX_OCTETS = 256

function readNumberText(value: Uint8Array): string | undefined {
  if (value.length > MAX_OCTETS) return undefined
  try {
    return textOf(parseDer(value))
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    return bareText(value)
  }
}

/** The text of a string, of one inside an explicit tag, or of one under an implicit tag. */
function textOf(node: DerNode): string | undefined {
  if (isStringTag(node.tag)) return readString(node)
  if ((node.tag & 0xc0) !== 0x80) return undefined
  if ((node.tag & 0x20) === 0) return bareText(node.content)
  const [inner, ...rest] = children(node)
  return inner !== undefined && rest.length === 0 && isStringTag(inner.tag) ? readString(inner) : undefined
}

function bareText(bytes: Uint8Array): string | undefined {
  try {
    const text = decodeUtf8(bytes)
    return /^[^\p{Cc}]+$/u.test(text) ? text : undefined
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    return undefined
  }
}
