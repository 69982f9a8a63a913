import { type CborValue, isCborArray } from '@xinyin/core/cbor'
import {
  encodeIdentifier,
  IDENTIFIER_LIMIT,
  IDENTIFIER_ROOT,
  type Identifier,
  splitIdentifier,
} from '../identifier/form.ts'
import { identifierCheckCharacter } from '../identifier/right-character.ts'
import { packCode, packText, unpackCode, unpackText } from './pack.ts'

/** What stands beside an identifier in the same code and in most identifiers too. */
interface Beside {
  readonly typeCode: string
  readonly issuerCode: string
}

/**
 * An identifier (GB/T 36904) without what is known: root, type and check character, and the issuer's code where it is the
 * one beside it. One that is otherwise, be it wrong, stays a text.
 */
export function packIdentifier(text: string, beside: Beside): CborValue {
  const parsed = split(text)
  if (parsed === undefined || !/^\d{3}$/.test(parsed.version)) return text
  const { root, typeCode, issuerCode, serial, version, checkCharacter } = parsed
  const isKnown = root === IDENTIFIER_ROOT && typeCode === beside.typeCode
  if (!isKnown || identifierCheckCharacter(parsed) !== checkCharacter) return text
  const short = [packText(serial), Number(version)]
  return issuerCode === beside.issuerCode ? short : [...short, packCode(issuerCode)]
}

/** @returns nothing for what no identifier is packed as */
export function unpackIdentifier(value: CborValue | undefined, beside: Beside): string | undefined {
  if (typeof value === 'string') return packIdentifier(value, beside) === value ? value : undefined
  if (!isCborArray(value) || value.length < 2 || value.length > 3) return undefined
  const serial = unpackText(value[0])
  const issuerCode = value.length === 3 ? unpackCode(value[2]) : beside.issuerCode
  if (serial === undefined || typeof value[1] !== 'number' || issuerCode === undefined) return undefined
  if (value.length === 3 && issuerCode === beside.issuerCode) return undefined
  const parts = { typeCode: beside.typeCode, issuerCode, serial, version: String(value[1]).padStart(3, '0') }
  return joinParts(parts)
}

/** What would not be taken apart again as it was put together is none: a serial with a dot in it. */
function joinParts(parts: Omit<Identifier, 'root' | 'checkCharacter'>): string | undefined {
  const { typeCode, issuerCode, serial, version } = parts
  if (typeCode === '' || issuerCode === '' || serial === '' || !/^\d{3}$/.test(version)) return undefined
  // Whoever has one consists of digits and capital letters.
  const checkCharacter = findCheckCharacter(parts)
  if (checkCharacter === undefined) return undefined
  const text = encodeIdentifier({ root: IDENTIFIER_ROOT, ...parts, checkCharacter })
  // What remains that may be wrong is an issuer as long as a type.
  const isPlain = issuerCode.length < TYPE_LENGTH && text.length <= IDENTIFIER_LIMIT
  return isPlain || split(text) !== undefined ? text : undefined
}

const TYPE_LENGTH = 21

function findCheckCharacter(parts: Omit<Identifier, 'root' | 'checkCharacter'>): string | undefined {
  try {
    return identifierCheckCharacter(parts)
  } catch {
    return undefined
  }
}

function split(text: string): Identifier | undefined {
  try {
    return splitIdentifier(text)
  } catch {
    return undefined
  }
}
