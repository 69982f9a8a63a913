import type { HolderCodeType } from './holder-code.ts'

/** A body that issues licences 证照颁发机构. */
export interface Issuer {
  readonly name: string
  /** Unified social credit code; a region code in some provinces. */
  readonly code: string
}

/** Whom a licence is for 持证主体: a person or an organisation. */
export interface Holder {
  readonly name: string
  readonly code: string
  /** 持证主体代码类型代码: `001` for a credit code, `111` for a citizen's number. */
  readonly codeType: HolderCodeType
}

/** Who put which seal on the licence, and when 签章. */
export interface Signing {
  readonly signer?: string
  readonly signedAt?: string
  readonly sealName?: string
}

/** An annotated copy 加注件: what for, by whom, until when. */
export interface Annotation {
  readonly madeAt: string
  readonly maker: string
  readonly purpose: string
  readonly validUntil?: string
}

/**
 * Where it is told whether the licence still holds 状态列表引用: a place in a Token Status List
 * (draft-ietf-oauth-status-list, 6.1).
 */
export interface StatusReference {
  /** Where the signed list is, an absolute URI of at most 2,000 characters. */
  readonly uri: string
  /** Place in the list, from 0. */
  readonly index: number
}

/**
 * One licence's data: the elements of GB/T 36903-2018 under English names.
 *
 * Dates are `YYYY-MM-DD` in China; times are `YYYY-MM-DDThh:mm:ss+08:00`.
 */
export interface LicenceData {
  /** ZZMC 证照名称. */
  readonly name: string
  /** ZZLXDM 证照类型代码. */
  readonly typeCode: string
  /** ZZBH 证照编号: the number printed on it. */
  readonly number: string
  /** ZZBS 证照标识 (GB/T 36904). */
  readonly identifier: string
  /** ZZBFJG, ZZBFJGDM: at least one, and each must sign: several only on an OFD with the seals of all. */
  readonly issuers: readonly Issuer[]
  /** ZZBFRQ 证照颁发日期. */
  readonly issuedOn: string
  /** CZZT, CZZTDM, CZZTDMLXDM: at least one. */
  readonly holders: readonly Holder[]
  /** ZZYXQQSRQ: first day on which it is valid. */
  readonly validFrom?: string
  /** ZZYXQJZRQ: last day on which it is valid; absent when it does not run out. */
  readonly validUntil?: string
  /** ZZQZR, ZZQZSJ, ZZQZMC. */
  readonly signing?: Signing
  /** CJSJ. */
  readonly createdAt?: string
  /** ZZBGSJ. */
  readonly changedAt?: string
  /** ZZBGYY. */
  readonly changeReason?: string
  /** JZJ*: on an annotated copy only. */
  readonly annotation?: Annotation
  /** ZTLBDZ, ZTLBXH: names of this profile, since no standard has any for it. */
  readonly status?: StatusReference
  /** KZ_*: items of this licence type, by their names without the prefix. */
  readonly extensions: Readonly<Record<string, string>>
}

/** The forms in which a licence is handed over. */
export type LicenceForm = 'ofd' | 'sd-jwt' | 'qr'

/**
 * A licence as it was read. From an SD-JWT, what its holder chose not to disclose is missing: the number, a holder or
 * items of one, extensions.
 */
export interface Licence extends Omit<LicenceData, 'number' | 'identifier' | 'issuedOn' | 'holders'> {
  readonly form: LicenceForm
  readonly number: string | undefined
  readonly identifier: string | undefined
  readonly issuedOn: string | undefined
  readonly holders: readonly Partial<Holder>[]
  /** The first holder, where there is one to be seen. */
  readonly holder: Partial<Holder> | undefined
  /** The first issuing authority. Every one of `issuers` has signed, where the report passed. */
  readonly issuer: Issuer
}
