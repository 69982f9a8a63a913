import type { Licence, LicenceForm } from '../metadata/data.ts'

/** One thing that a licence says, under the short name of GB/T 36903. */
export interface StatedItem {
  readonly element: string
  /** Which of several issuers or holders, from 0. */
  readonly index?: number
  readonly value: string
}

/** The items of a licence but for its holders, which a proof may show in part. */
export function itemsOf(data: Licence): StatedItem[] {
  const { signing, annotation, status } = data
  const single: Readonly<Record<string, string | undefined>> = {
    ZZMC: data.name,
    ZZLXDM: data.typeCode,
    ZZBH: data.number,
    ZZBS: data.identifier,
    ZZBFRQ: data.issuedOn,
    ZZYXQQSRQ: data.validFrom,
    ZZYXQJZRQ: data.validUntil,
    ZZQZR: signing?.signer,
    ZZQZSJ: signing?.signedAt,
    ZZQZMC: signing?.sealName,
    CJSJ: data.createdAt,
    ZZBGSJ: data.changedAt,
    ZZBGYY: data.changeReason,
    JZJZZSJ: annotation?.madeAt,
    JZJZZZ: annotation?.maker,
    JZJZZSY: annotation?.purpose,
    JZJYXQJZSJ: annotation?.validUntil,
    ZTLBDZ: status?.uri,
    ZTLBXH: status === undefined ? undefined : String(status.index),
  }
  const stated = (element: string, value: string | undefined, index?: number): StatedItem[] =>
    value === undefined ? [] : [{ element, value, ...(index === undefined ? {} : { index }) }]
  return [
    ...Object.entries(single).flatMap(([element, value]) => stated(element, value)),
    ...data.issuers.flatMap(({ name, code }, i) => [
      ...stated('ZZBFJG', name, i),
      ...stated('ZZBFJGDM', code, i),
    ]),
    ...Object.entries(data.extensions).flatMap(([name, value]) => stated(`KZ_${name}`, value)),
  ]
}

/** What a form always shows where the licence has it, so that what is not there was not issued. */
const SHOWN: Readonly<Record<Exclude<LicenceForm, 'ofd'>, ReadonlySet<string>>> = {
  /** What its holder cannot withhold: see `selectiveClaims`. */
  'sd-jwt': new Set([
    ...['ZZMC', 'ZZLXDM', 'ZZBFJG', 'ZZBFJGDM', 'ZZYXQQSRQ', 'ZZYXQJZRQ'],
    ...['JZJZZSJ', 'JZJZZZ', 'JZJZZSY', 'JZJYXQJZSJ', 'ZTLBDZ', 'ZTLBXH'],
  ]),
  /** What every QR code is made with. */
  qr: new Set([
    ...['ZZMC', 'ZZLXDM', 'ZZBH', 'ZZBS', 'ZZBFJG', 'ZZBFJGDM', 'ZZBFRQ', 'CZZT', 'CZZTDMLXDM'],
    ...['ZZYXQQSRQ', 'ZZYXQJZRQ', 'ZTLBDZ', 'ZTLBXH'],
  ]),
}

/** Whether a proof of this form shows the element in any case if the licence has it: an OFD shows all that there is. */
export const showsAlways = (form: LicenceForm, element: string): boolean =>
  form === 'ofd' || SHOWN[form].has(element)
