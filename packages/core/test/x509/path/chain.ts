import {
  type Certificate,
  createPrivateKey,
  encodeHex,
  type PrivateKey,
  parseCertificate,
} from '@xinyin/core'
import {
  children,
  encodeBoolean,
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeUtf8String,
  parseDer,
} from '@xinyin/core/der'
import { forge, forgeExtension, forgeName } from '../forge.ts'

const KEYS: readonly PrivateKey[] = await Promise.all(
  Array.from({ length: 5 }, () => createPrivateKey('P-256')),
)

/** `KeyUsage` of those that sign certificates and lists. */
const SIGNS_CERTIFICATES = forgeExtension('2.5.29.15', Uint8Array.of(3, 2, 1, 6), true)
const identifier = (at: number) => Uint8Array.of(0xc2, at)
const subjectKey = (at: number) => forgeExtension('2.5.29.14', encodeOctetString(identifier(at)))
const authorityKey = (at: number) =>
  forgeExtension('2.5.29.35', encodeSequence(encodeElement(0x80, identifier(at))))

const oidOf = (extension: Uint8Array) => encodeHex(children(parseDer(extension))[0]?.raw ?? extension)

/** Extensions that are there in any case, unless others of their kind are. */
function withUsual(extensions: readonly Uint8Array[], usual: readonly Uint8Array[]): Uint8Array[] {
  const given = new Set(extensions.map(oidOf))
  return [...usual.filter((extension) => !given.has(oidOf(extension))), ...extensions]
}

/** The key of a member, by its place. */
export const keyOf = (at: number): PrivateKey => KEYS[at] as PrivateKey

/** One certificate of a chain, from the anchor down; what is left out is as it should be. */
export interface Member {
  /** DER; `CN=0` for the anchor, `CN=1` below it and so on. */
  readonly subject?: Uint8Array
  readonly extensions?: readonly Uint8Array[]
  /** Whether it says that it is an authority; all but the last do. */
  readonly ca?: boolean
  /** Whether it has no other extensions than those. */
  readonly isBare?: boolean
}

export const AUTHORITY = forgeExtension('2.5.29.19', encodeSequence(encodeBoolean(true)), true)

/** A chain of properly signed certificates, the anchor first, each with a key and a name of its own. */
export async function chainOf(...members: readonly Member[]): Promise<Certificate[]> {
  const certificates: Certificate[] = []
  for (const [
    at,
    { subject = forgeName(['CN', String(at)]), extensions = [], ca, isBare },
  ] of members.entries()) {
    const issuer = certificates[at - 1]
    const key = keyOf(Math.max(0, at - 1))
    const { spki } = keyOf(at).publicKey
    const isAuthority = ca ?? at < members.length - 1
    const usual = isAuthority ? [AUTHORITY, SIGNS_CERTIFICATES, subjectKey(at)] : [subjectKey(at)]
    const named = at === 0 ? [] : [authorityKey(at - 1)]
    const all = isBare === true ? extensions : withUsual(extensions, [...usual, ...named])
    const der = await forge({
      key,
      issuer: issuer?.subject.raw ?? subject,
      subject,
      spki,
      serialNumber: encodeInteger(at + 1),
      extensions: all,
    })
    certificates.push(parseCertificate(der))
  }
  return certificates
}

const ascii = (text: string) => new TextEncoder().encode(text)

/** A `GeneralName` of each form, as DER. */
export const NAME = {
  email: (text: string) => encodeElement(0x81, ascii(text)),
  dns: (text: string) => encodeElement(0x82, ascii(text)),
  uri: (text: string) => encodeElement(0x86, ascii(text)),
  ip: (...octets: readonly number[]) => encodeElement(0x87, Uint8Array.from(octets)),
  registered: (oid: string) => encodeElement(0x88, encodeOid(oid).subarray(2)),
  directory: (name: Uint8Array) => encodeContext(4, name),
  mailbox: (text: string) => other('1.3.6.1.5.5.7.8.9', encodeUtf8String(text)),
  principal: (text: string) => other('1.3.6.1.4.1.311.20.2.3', encodeUtf8String(text)),
  x400: () => encodeElement(0xa3, encodeSequence()),
  ediParty: () => encodeElement(0xa5, encodeElement(0xa1, encodeUtf8String('x'))),
} as const

const other = (oid: string, value: Uint8Array) =>
  encodeElement(0xa0, Uint8Array.of(...encodeOid(oid), ...encodeContext(0, value)))

export const alternativeNames = (...names: readonly Uint8Array[]) =>
  forgeExtension('2.5.29.17', encodeSequence(...names))

/** `NameConstraints` of bases. */
export function nameConstraints(
  permitted: readonly Uint8Array[],
  excluded: readonly Uint8Array[] = [],
  critical = true,
): Uint8Array {
  const subtrees = (tag: number, bases: readonly Uint8Array[]) =>
    bases.length === 0 ? [] : [encodeContext(tag, ...bases.map((base) => encodeSequence(base)))]
  const value = encodeSequence(...subtrees(0, permitted), ...subtrees(1, excluded))
  return forgeExtension('2.5.29.30', value, critical)
}

export const policies = (...oids: readonly string[]) =>
  forgeExtension('2.5.29.32', encodeSequence(...oids.map((oid) => encodeSequence(encodeOid(oid)))))

export const mappings = (...pairs: readonly (readonly [string, string])[]) =>
  forgeExtension(
    '2.5.29.33',
    encodeSequence(...pairs.map((pair) => encodeSequence(...pair.map(encodeOid)))),
    true,
  )

export function policyConstraints(requireExplicit?: number, inhibitMapping?: number): Uint8Array {
  const field = (tag: number, count: number | undefined) =>
    count === undefined ? [] : [encodeElement(0x80 | tag, Uint8Array.of(count))]
  return forgeExtension(
    '2.5.29.36',
    encodeSequence(...field(0, requireExplicit), ...field(1, inhibitMapping)),
    true,
  )
}

export const inhibitAnyPolicy = (count: number) => forgeExtension('2.5.29.54', encodeInteger(count), true)
