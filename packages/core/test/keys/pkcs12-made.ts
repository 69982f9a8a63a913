import {
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
} from '../../src/der/index.ts'
import { createBudget } from '../../src/keys/limits.ts'
import { passwordForms } from '../../src/keys/password.ts'
import { derivePkcs12, macOf } from '../../src/keys/pkcs12/derive.ts'

export const PASSWORD = 'correct'
const SALT = new Uint8Array(8)
const DATA = '1.2.840.113549.1.7.1'
export const BAG = {
  key: '1.2.840.113549.1.12.10.1.1',
  shrouded: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  crl: '1.2.840.113549.1.12.10.1.4',
  secret: '1.2.840.113549.1.12.10.1.5',
  safe: '1.2.840.113549.1.12.10.1.6',
} as const

/** A bag with whatever is in it. */
export const bag = (oid: string, value: Uint8Array, ...attributes: readonly Uint8Array[]): Uint8Array =>
  encodeSequence(
    encodeOid(oid),
    encodeContext(0, value),
    ...(attributes.length === 0 ? [] : [encodeSetOf(...attributes)]),
  )

export const certificateBag = (der: Uint8Array, ...attributes: readonly Uint8Array[]): Uint8Array =>
  bag(
    BAG.certificate,
    encodeSequence(encodeOid('1.2.840.113549.1.9.22.1'), encodeContext(0, encodeOctetString(der))),
    ...attributes,
  )

export const localKeyId = (...ids: readonly number[]): Uint8Array =>
  encodeSequence(
    encodeOid('1.2.840.113549.1.9.21'),
    encodeSetOf(...ids.map((id) => encodeOctetString(Uint8Array.of(id)))),
  )

export const friendlyName = (content: Uint8Array, tag = 0x1e): Uint8Array =>
  encodeSequence(encodeOid('1.2.840.113549.1.9.20'), encodeSetOf(encodeElement(tag, content)))

/** A shrouded key of the old kind, with as many iterations as wanted. */
export const oldShroudedKey = (iterations: number): Uint8Array =>
  bag(
    BAG.shrouded,
    encodeSequence(
      encodeSequence(
        encodeOid('1.2.840.113549.1.12.1.3'),
        encodeSequence(encodeOctetString(SALT), encodeInteger(iterations)),
      ),
      encodeOctetString(new Uint8Array(16)),
    ),
  )

export const contentInfo = (oid: string, content: Uint8Array): Uint8Array =>
  encodeSequence(encodeOid(oid), encodeContext(0, content))

/** `SafeContents` of these bags, unencrypted, as a part of the file. */
export const part = (...bags: readonly Uint8Array[]): Uint8Array =>
  contentInfo(DATA, encodeOctetString(encodeSequence(...bags)))

/** What may differ from a sound file. */
export interface Around {
  readonly version?: number
  readonly type?: string
  readonly mac?: (content: Uint8Array) => Uint8Array | Promise<Uint8Array>
}

/** A file of these parts, with a MAC that fits. */
export async function makeFile(parts: readonly Uint8Array[], around: Around = {}): Promise<Uint8Array> {
  return makeFileOf(encodeSequence(...parts), around)
}

/** A file of any octets in the place of the parts. */
export async function makeFileOf(content: Uint8Array, around: Around = {}): Promise<Uint8Array> {
  const { version = 3, type = DATA, mac = macData } = around
  return encodeSequence(
    encodeInteger(version),
    contentInfo(type, encodeOctetString(content)),
    await mac(content),
  )
}

/** `MacData` with SHA-256 and one iteration, which is not written. */
export async function macData(content: Uint8Array): Promise<Uint8Array> {
  const derivation = { hash: 'SHA-256', salt: SALT, iterations: 1, purpose: 'mac', length: 32 } as const
  const key = await derivePkcs12(passwordForms(PASSWORD).units, derivation, createBudget())
  return macOver('2.16.840.1.101.3.4.2.1', macOf('SHA-256', key, content))
}

export const macOver = (
  algorithm: string,
  mac: Uint8Array,
  iterations?: bigint | number,
  parameters = encodeNull(),
): Uint8Array =>
  encodeSequence(
    encodeSequence(encodeSequence(encodeOid(algorithm), parameters), encodeOctetString(mac)),
    encodeOctetString(SALT),
    ...(iterations === undefined ? [] : [encodeInteger(iterations)]),
  )
