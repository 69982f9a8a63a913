import { decodeHex, encodeHex, equalBytes } from '@xinyin/core'
import { type CborValue, isCborBytes } from '@xinyin/core/cbor'

// Codes and numbers are most of what a licence says besides names, and deflate does little for them: each has a short form
// that stands for this one text. What has none stays a text. What is read is packed again and must be what came, so that no
// text has two forms.

const NUMBER = /^(?:0|[1-9]\d{0,18})$/
const HEX = /^(?:[0-9A-F]{2}){5,}$/

/** A text that is a number up to 19 digits, or ten and more hexadecimal digits in pairs, in half the space. */
export function packText(text: string): CborValue {
  if (NUMBER.test(text)) return packNumber(text)
  return HEX.test(text) ? decodeHex(text) : text
}

/** @returns nothing for what no text is packed as */
export function unpackText(value: CborValue | undefined): string | undefined {
  const text = isCborBytes(value) ? encodeHex(value).toUpperCase() : unpackNumber(value)
  return text !== undefined && isSame(packText(text), value) ? text : undefined
}

const isSame = (packed: CborValue, value: CborValue | undefined): boolean =>
  isCborBytes(packed) ? isCborBytes(value) && equalBytes(packed, value) : packed === value

function packNumber(text: string): number | bigint {
  return text.length < 16 ? Number(text) : exact(BigInt(text))
}

/** As CBOR is read: `bigint` only for what a number does not hold. */
const exact = (value: bigint) => (value <= Number.MAX_SAFE_INTEGER ? Number(value) : value)

function unpackNumber(value: CborValue | undefined): string | undefined {
  if (typeof value === 'string') return value
  return (typeof value === 'number' || typeof value === 'bigint') && value >= 0 ? String(value) : undefined
}

/** GB 32100-2015, table 1: what credit codes are made of. */
const CREDIT = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CREDIT_CODE = /^[0-9A-HJ-NPQRTUWXY]{18}$/
const TYPE_CODE = /^[0-9A-HJ-NPQRTUWXY]{18}\d{3}$/
const CITIZEN_NUMBER = /^\d{17}[\dX]$/

const CREDIT_BYTES = 12
const TYPE_BYTES = 14
const CITIZEN_BYTES = 8

/**
 * A code of 18 characters: a citizen's number (GB 11643) in 8 octets, a credit code (GB 32100) in 12; of 21, a type code
 * (GB/T 36904) in 14. Whether it is a right one is of no account here. Any other is a number or a text.
 */
export function packCode(code: string): CborValue {
  if (CITIZEN_NUMBER.test(code)) return packCitizenNumber(code)
  if (CREDIT_CODE.test(code)) return packCreditCode(code, CREDIT_BYTES)
  if (TYPE_CODE.test(code)) {
    const packed = packCreditCode(code, TYPE_BYTES)
    new DataView(packed.buffer).setUint16(CREDIT_BYTES, Number(code.slice(18)))
    return packed
  }
  return NUMBER.test(code) ? packNumber(code) : code
}

/** @returns nothing for what no code is packed as */
export function unpackCode(value: CborValue | undefined): string | undefined {
  const code = isCborBytes(value) ? unpackOctets(value) : unpackNumber(value)
  return code !== undefined && isSame(packCode(code), value) ? code : undefined
}

function unpackOctets(value: Uint8Array): string | undefined {
  if (value.length === CITIZEN_BYTES) return unpackCitizenNumber(value)
  if (value.length === CREDIT_BYTES) return unpackCreditCode(value)
  if (value.length !== TYPE_BYTES) return undefined
  const number = (value[CREDIT_BYTES] ?? 0) * 256 + (value[CREDIT_BYTES + 1] ?? 0)
  return unpackCreditCode(value) + String(number).padStart(3, '0')
}

/** Two halves of nine characters, each a number below 31⁹ in six octets. */
function packCreditCode(code: string, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  for (let half = 0; half < 2; half++) {
    let value = 0
    for (let i = 0; i < 9; i++) value = value * CREDIT.length + CREDIT.indexOf(code.charAt(half * 9 + i))
    for (let i = 5; i >= 0; i--) {
      bytes[half * 6 + i] = value % 256
      value = Math.floor(value / 256)
    }
  }
  return bytes
}

function unpackCreditCode(bytes: Uint8Array): string {
  let code = ''
  for (let half = 0; half < 2; half++) {
    let value = 0
    for (let i = 0; i < 6; i++) value = value * 256 + (bytes[half * 6 + i] ?? 0)
    let part = ''
    for (let i = 0; i < 9; i++) {
      part = CREDIT.charAt(value % CREDIT.length) + part
      value = Math.floor(value / CREDIT.length)
    }
    code += part
  }
  return code
}

/** Nine digits in four octets, then eight and the check character, of which there are eleven. */
function packCitizenNumber(code: string): Uint8Array {
  const bytes = new Uint8Array(CITIZEN_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, Number(code.slice(0, 9)))
  view.setUint32(4, Number(code.slice(9, 17)) * 11 + '0123456789X'.indexOf(code.charAt(17)))
  return bytes
}

function unpackCitizenNumber(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, CITIZEN_BYTES)
  const tail = view.getUint32(4)
  const digits = String(Math.floor(tail / 11)).padStart(8, '0')
  return `${String(view.getUint32(0)).padStart(9, '0')}${digits}${'0123456789X'.charAt(tail % 11)}`
}
