import { createPrivateKey, createSigner, type PrivateKey } from '@xinyin/core'
import {
  encodeBitString,
  encodeBoolean,
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodePrintableString,
  encodeSequence,
  encodeTime,
  encodeUtf8String,
} from '@xinyin/core/der'

/** The parts of a certificate, each as DER, so that any of them can be wrong. */
export interface Parts {
  readonly version?: Uint8Array | undefined
  readonly serialNumber?: Uint8Array
  readonly innerAlgorithm?: Uint8Array
  readonly outerAlgorithm?: Uint8Array
  readonly issuer?: Uint8Array
  readonly validity?: Uint8Array
  readonly subject?: Uint8Array
  readonly spki?: Uint8Array
  readonly uniqueIdentifiers?: readonly Uint8Array[]
  /** Each an `Extension`; none at all leaves the field out. */
  readonly extensions?: readonly Uint8Array[] | undefined
  readonly after?: readonly Uint8Array[]
  readonly key?: PrivateKey
}

const OIDS: Readonly<Record<string, string>> = { C: '2.5.4.6', O: '2.5.4.10', CN: '2.5.4.3' }

/** An attribute's type, short or dotted, and its value: text, or DER. */
export type ForgedAttribute = readonly [string, string | Uint8Array]

/** A name from pairs, one attribute in each part: `[['C', 'CN'], ['CN', '某机构']]`. */
export function forgeName(...attributes: readonly ForgedAttribute[]): Uint8Array {
  return encodeSequence(
    ...attributes.map(([type, value]) => {
      const oid = encodeOid(OIDS[type] ?? type)
      const text = typeof value === 'string' ? encodeUtf8String(value) : value
      return encodeElement(0x31, encodeSequence(oid, text))
    }),
  )
}

export function forgeExtension(oid: string, value: Uint8Array, critical?: boolean): Uint8Array {
  const flag = critical === undefined ? [] : [encodeBoolean(critical)]
  return encodeSequence(encodeOid(oid), ...flag, encodeOctetString(value))
}

const VERSION_3 = encodeContext(0, encodeInteger(2))

const period = (from: string, to: string) =>
  encodeSequence(encodeTime(new Date(from)), encodeTime(new Date(to)))

let ownKey: Promise<PrivateKey> | undefined
const forgeKey = () => {
  ownKey ??= createPrivateKey('P-256')
  return ownKey
}

/** A certificate of the given parts, properly signed with the key (its own, unless the parts say otherwise). */
export async function forge(parts: Parts = {}): Promise<Uint8Array> {
  const key = parts.key ?? (await forgeKey())
  const signer = createSigner(key)
  const algorithm = encodeSequence(encodeOid(signer.algorithm))
  const name = forgeName(['C', encodePrintableString('CN')], ['O', '某省'], ['CN', '测试'])
  const extensions = parts.extensions ?? []
  const tbs = encodeSequence(
    ...('version' in parts ? (parts.version === undefined ? [] : [parts.version]) : [VERSION_3]),
    parts.serialNumber ?? encodeInteger(4711),
    parts.innerAlgorithm ?? algorithm,
    parts.issuer ?? name,
    parts.validity ?? period('2026-01-01T00:00:00Z', '2036-01-01T00:00:00Z'),
    parts.subject ?? name,
    parts.spki ?? key.publicKey.spki,
    ...(parts.uniqueIdentifiers ?? []),
    ...(extensions.length === 0 ? [] : [encodeContext(3, encodeSequence(...extensions))]),
    ...(parts.after ?? []),
  )
  return encodeSequence(tbs, parts.outerAlgorithm ?? algorithm, encodeBitString(await signer.sign(tbs)))
}
