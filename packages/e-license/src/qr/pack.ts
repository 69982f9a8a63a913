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
    const number = Number(code.slice(18))
    packed[CREDIT_BYTES] = number >> 8
    packed[CREDIT_BYTES + 1] = number
    return packed
  }
  return NUMBER.test(code) ? packNumber(code) : code
}

/** @returns nothing for what no code is packed as */
export function unpackCode(value: CborValue | undefined): string | undefined {
  if (isCborBytes(value)) return unpackOctets(value)
  const code = unpackNumber(value)
  return code !== undefined && packCode(code) === value ? code : undefined
}

/** Of each length there is one octet string for a code: to pack it again, to see whether it is this one, would be for nothing. */
function unpackOctets(value: Uint8Array): string | undefined {
  if (value.length === CITIZEN_BYTES) return unpackCitizenNumber(value)
  const credit = unpackCreditCode(value)
  if (credit === undefined) return undefined
  // A citizen's number has the shorter form.
  if (value.length === CREDIT_BYTES) return CITIZEN_NUMBER.test(credit) ? undefined : credit
  if (value.length !== TYPE_BYTES) return undefined
  const number = (value[CREDIT_BYTES] ?? 0) * 256 + (value[CREDIT_BYTES + 1] ?? 0)
  return number < 1000 ? credit + String(number).padStart(3, '0') : undefined
}

/** Values of the characters of credit codes, by their own codes. */
const CREDIT_VALUES = /* @__PURE__ */ (() => {
  const values = new Uint8Array(128)
  for (let value = 0; value < CREDIT.length; value++) values[CREDIT.charCodeAt(value)] = value
  return values
})()

/** Two halves of nine characters, each a number below 31⁹ in six octets. */
function packCreditCode(code: string, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  for (let half = 0; half < 2; half++) {
    let value = 0
    for (let i = half * 9; i < half * 9 + 9; i++)
      value = value * BASE + (CREDIT_VALUES[code.charCodeAt(i)] ?? 0)
    const high = Math.floor(value / 0x100_0000)
    const low = value % 0x100_0000
    const at = half * 6
    bytes[at] = high >> 16
    bytes[at + 1] = high >> 8
    bytes[at + 2] = high
    bytes[at + 3] = low >> 16
    bytes[at + 4] = low >> 8
    bytes[at + 5] = low
  }
  return bytes
}

/** Powers of 31, the number of characters. */
const [BASE, BASE_2, BASE_3, BASE_4, BASE_5] = [31, 961, 29_791, 923_521, 28_629_151] as const

/** Pairs of characters, by their number. */
const PAIRS: readonly string[] = /* @__PURE__ */ Array.from(
  { length: BASE_2 },
  (_, i) => CREDIT.charAt(Math.floor(i / BASE)) + CREDIT.charAt(i % BASE),
)

/** @returns nothing for octets that stand for no code */
function unpackCreditCode(bytes: Uint8Array): string | undefined {
  const [first, second] = [unpackHalf(bytes, 0), unpackHalf(bytes, 6)]
  return first === undefined || second === undefined ? undefined : first + second
}

/** Numbers of 31 bits at most: four characters and five. */
function unpackHalf(bytes: Uint8Array, at: number): string | undefined {
  let value = 0
  for (let i = at; i < at + 6; i++) value = value * 256 + (bytes[i] ?? 0)
  const four = Math.floor(value / BASE_5)
  if (four >= BASE_4) return undefined
  const five = value % BASE_5
  return pair(four / BASE_2) + pair(four) + pair(five / BASE_3) + pair(five / BASE) + CREDIT[five % BASE]
}

/** The last two characters of a number. */
const pair = (number: number): string => PAIRS[(number | 0) % BASE_2] ?? ''

/** Nine digits in four octets, then eight and the check character, of which there are eleven. */
function packCitizenNumber(code: string): Uint8Array {
  const bytes = new Uint8Array(CITIZEN_BYTES)
  setNumber(bytes, 0, Number(code.slice(0, 9)))
  setNumber(bytes, 4, Number(code.slice(9, 17)) * 11 + '0123456789X'.indexOf(code.charAt(17)))
  return bytes
}

/** @returns nothing for octets that stand for no number */
function unpackCitizenNumber(bytes: Uint8Array): string | undefined {
  const [head, tail] = [numberAt(bytes, 0), numberAt(bytes, 4)]
  if (head >= 1e9 || tail >= 11e8) return undefined
  const digits = String(Math.floor(tail / 11)).padStart(8, '0')
  return `${String(head).padStart(9, '0')}${digits}${'0123456789X'.charAt(tail % 11)}`
}

// Octet by octet: a view of so few takes longer to make than they take to read.

function setNumber(bytes: Uint8Array, at: number, number: number): void {
  for (let i = 0; i < 4; i++) bytes[at + i] = number >>> (24 - 8 * i)
}

function numberAt(bytes: Uint8Array, at: number): number {
  let number = 0
  for (let i = at; i < at + 4; i++) number = number * 256 + (bytes[i] ?? 0)
  return number
}
