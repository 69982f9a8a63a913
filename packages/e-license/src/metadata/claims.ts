import { isJsonObject, type JsonObject, type JsonValue } from '@xinyin/core/json'
import { metadataError } from './codes.ts'
import type { Annotation, Holder, Issuer, LicenceData, Signing } from './data.ts'
import { endOfDay, startOfDay } from './date.ts'
import type { HolderCodeType } from './holder-code.ts'
import { encodeStatusClaim, readStatusClaim } from './status-reference.ts'
import { assertLicenceData, assertPartialLicenceData, type PartialLicenceData } from './validate.ts'

/** `vct` of licences of any type: the root under which all of their identifiers are. It is of this profile, not registered. */
export const LICENCE_VCT = 'urn:oid:1.2.156.3005.2'

/**
 * `vct` of licences of one type, so that a verifier can ask a wallet for just these: root and type code as the
 * identifiers of all of them begin with (GB/T 36904). It is of this profile.
 */
export const licenceVct = (typeCode: string): string => `1.2.156.3005.2.${typeCode}`

/**
 * A licence's data as claims, with the period of validity once more as `nbf` and `exp` (RFC 7519, 4.1) for verifiers
 * that know credentials but not licences.
 *
 * @throws MetadataError
 */
export function encodeClaims(data: LicenceData, at: Date): JsonObject {
  assertLicenceData(data)
  return withoutAbsent({
    vct: licenceVct(data.typeCode),
    iat: seconds(at),
    nbf: data.validFrom && seconds(startOfDay(data.validFrom)),
    exp: data.validUntil && seconds(endOfDay(data.validUntil)),
    licence_name: data.name,
    licence_type_code: data.typeCode,
    licence_number: data.number,
    licence_identifier: data.identifier,
    issuing_authorities: data.issuers.map(({ name, code }) => ({ name, code })),
    issue_date: data.issuedOn,
    holders: data.holders.map(({ name, code, codeType }) => ({ name, code, code_type: codeType })),
    valid_from: data.validFrom,
    valid_until: data.validUntil,
    signing:
      data.signing &&
      withoutAbsent({
        signer: data.signing.signer,
        signed_at: data.signing.signedAt,
        seal_name: data.signing.sealName,
      }),
    created_at: data.createdAt,
    changed_at: data.changedAt,
    change_reason: data.changeReason,
    annotation:
      data.annotation &&
      withoutAbsent({
        made_at: data.annotation.madeAt,
        maker: data.annotation.maker,
        purpose: data.annotation.purpose,
        valid_until: data.annotation.validUntil,
      }),
    status: data.status && encodeStatusClaim(data.status),
    extensions: { ...data.extensions },
  })
}

/**
 * What a holder may withhold, as JSON pointers: everything of its own, and the items within it too, but for what a
 * verifier cannot do without.
 *
 * That is the type and the issuers, by which the issuer is held against the trust list; the period of validity, which
 * `nbf` and `exp` tell as well; the purpose and end of an annotated copy, since without them it would be the licence
 * itself; and the reference to the list of states.
 */
export function selectiveClaims(data: LicenceData): string[] {
  const { createdAt, changedAt, changeReason, signing } = data
  const members = [
    ...['/licence_number', '/licence_identifier', '/issue_date'],
    ...(createdAt === undefined ? [] : ['/created_at']),
    ...(changedAt === undefined ? [] : ['/changed_at']),
    ...(changeReason === undefined ? [] : ['/change_reason']),
  ]
  const signed = [
    ...(signing?.signer === undefined ? [] : ['/signing/signer']),
    ...(signing?.signedAt === undefined ? [] : ['/signing/signed_at']),
    ...(signing?.sealName === undefined ? [] : ['/signing/seal_name']),
  ]
  const holders = data.holders.flatMap((_, i) =>
    ['', '/name', '/code', '/code_type'].map((item) => `/holders/${i}${item}`),
  )
  return [
    ...members,
    ...holders,
    ...signed,
    ...Object.keys(data.extensions).map((name) => `/extensions/${name}`),
  ]
}

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000)

function withoutAbsent(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const present = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  return Object.fromEntries(present)
}

/**
 * A licence's data from the claims that its holder disclosed. What is not of the form that it must have is left as it
 * is for `assertPartialLicenceData`, which then names all of it.
 *
 * @throws LicenceError `ERR_LICENCE_VCT`; MetadataError
 */
export function parseClaims(claims: JsonObject): PartialLicenceData {
  const typeCode = text(claims, 'licence_type_code')
  const vct = own(claims, 'vct')
  if (vct !== LICENCE_VCT && !(typeof typeCode === 'string' && vct === licenceVct(typeCode)))
    throw metadataError('ERR_LICENCE_VCT')
  const data = present<PartialLicenceData>({
    name: text(claims, 'licence_name'),
    typeCode,
    number: text(claims, 'licence_number'),
    identifier: text(claims, 'licence_identifier'),
    issuers: each(claims, 'issuing_authorities', readIssuer),
    issuedOn: text(claims, 'issue_date'),
    holders: each(claims, 'holders', readHolder) ?? [],
    validFrom: text(claims, 'valid_from'),
    validUntil: text(claims, 'valid_until'),
    signing: part(claims, 'signing', readSigning),
    createdAt: text(claims, 'created_at'),
    changedAt: text(claims, 'changed_at'),
    changeReason: text(claims, 'change_reason'),
    annotation: part(claims, 'annotation', readAnnotation),
    status: readStatusClaim(own(claims, 'status')),
    extensions: part(claims, 'extensions', (items) => ({ ...items }) as Record<string, string>) ?? {},
  })
  assertPartialLicenceData(data)
  return data
}

function readIssuer(member: JsonObject): Issuer {
  return present<Issuer>({ name: text(member, 'name'), code: text(member, 'code') })
}

function readHolder(member: JsonObject): Partial<Holder> {
  return present<Partial<Holder>>({
    name: text(member, 'name'),
    code: text(member, 'code'),
    codeType: text(member, 'code_type') as HolderCodeType | undefined,
  })
}

function readSigning(member: JsonObject): Signing {
  return present<Signing>({
    signer: text(member, 'signer'),
    signedAt: text(member, 'signed_at'),
    sealName: text(member, 'seal_name'),
  })
}

function readAnnotation(member: JsonObject): Annotation {
  return present<Annotation>({
    madeAt: text(member, 'made_at'),
    maker: text(member, 'maker'),
    purpose: text(member, 'purpose'),
    validUntil: text(member, 'valid_until'),
  })
}

const own = (members: JsonObject, name: string): JsonValue | undefined =>
  Object.hasOwn(members, name) ? members[name] : undefined

/** Taken to be text; `assertPartialLicenceData` refuses whatever is not. */
const text = (members: JsonObject, name: string) => own(members, name) as string | undefined

/** Taken to be an object. */
function part<T>(members: JsonObject, name: string, read: (member: JsonObject) => T): T | undefined {
  const value = own(members, name)
  return isJsonObject(value) ? read(value) : (value as T | undefined)
}

/** Taken to be a list of objects. */
function each<T>(members: JsonObject, name: string, read: (member: JsonObject) => T): T[] | undefined {
  const value = own(members, name)
  if (!Array.isArray(value)) return value as T[] | undefined
  return value.map((item: JsonValue) => (isJsonObject(item) ? read(item) : (item as T)))
}

/** Drops what is absent. */
function present<T extends object>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T
}
