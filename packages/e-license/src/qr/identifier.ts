import { type CborValue, isCborArray } from '@xinyin/core/cbor'
import { identifierCheckCharacter } from '../identifier/check-character.ts'
import { encodeIdentifier, IDENTIFIER_ROOT, type Identifier, splitIdentifier } from '../identifier/form.ts'
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
  if (parsed === undefined || !/^\d{3}$/.test(parsed.version) || parsed.typeCode !== beside.typeCode)
    return text
  const { issuerCode, serial, version } = parsed
  const short = [packText(serial), Number(version)]
  const packed = issuerCode === beside.issuerCode ? short : [...short, packCode(issuerCode)]
  return unpackIdentifier(packed, beside) === text ? packed : text
}

/** @returns nothing for what no identifier is packed as */
export function unpackIdentifier(value: CborValue | undefined, beside: Beside): string | undefined {
  if (typeof value === 'string') return value
  if (!isCborArray(value) || value.length < 2 || value.length > 3) return undefined
  const serial = unpackText(value[0])
  const issuerCode = value.length === 3 ? unpackCode(value[2]) : beside.issuerCode
  if (serial === undefined || typeof value[1] !== 'number' || issuerCode === undefined) return undefined
  const parts = { typeCode: beside.typeCode, issuerCode, serial, version: String(value[1]).padStart(3, '0') }
  try {
    return encodeIdentifier({
      root: IDENTIFIER_ROOT,
      ...parts,
      checkCharacter: identifierCheckCharacter(parts),
    })
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
