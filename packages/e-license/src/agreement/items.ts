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

/** What holders of an SD-JWT cannot withhold, so that what is not there was not issued. */
const NEVER_WITHHELD = new Set(
  'ZZMC ZZLXDM ZZBFJG ZZBFJGDM ZZYXQQSRQ ZZYXQJZRQ JZJZZSJ JZJZZZ JZJZZSY JZJYXQJZSJ ZTLBDZ ZTLBXH'.split(
    ' ',
  ),
)

/** Whether a proof of this form would show the element if the licence had it: an OFD shows all that there is. */
export function showsAlways(form: LicenceForm, element: string): boolean {
  return form === 'ofd' || (form === 'sd-jwt' && NEVER_WITHHELD.has(element))
}
