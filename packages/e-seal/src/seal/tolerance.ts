import type { Catalogue } from '@xinyin/core'

/**
 * What seals, signatures and packages in use have otherwise than the standards and is read all the same. The report tells each
 * that it met by a check of its own, and only those; `strict` makes them fail.
 *
 * None of them changes what was signed: signatures are verified over the bytes as they arrived, and no reader of a package
 * sees other content because of one.
 */
export const TOLERANCE_CHECKS = {
  'tolerance.ber': {
    en: 'Deviation: lengths as BER has them, not DER',
    'zh-CN': '与标准的偏差：采用 BER 而非 DER 的长度编码',
  },
  'tolerance.header-version': {
    en: 'Deviation: the header says another version than the shape',
    'zh-CN': '与标准的偏差：头信息中的版本与结构不符',
  },
  'tolerance.utc-time': {
    en: 'Deviation: UTCTime in place of GeneralizedTime',
    'zh-CN': '与标准的偏差：以 UTCTime 代替 GeneralizedTime',
  },
  'tolerance.generalized-time': {
    en: 'Deviation: GeneralizedTime in place of UTCTime',
    'zh-CN': '与标准的偏差：以 GeneralizedTime 代替 UTCTime',
  },
  'tolerance.time-form': {
    en: 'Deviation: a time that is not in UTC to the second',
    'zh-CN': '与标准的偏差：时间不是精确到秒的 UTC 形式',
  },
  'tolerance.local-time-as-utc': {
    en: 'Deviation: Beijing time written as UTC',
    'zh-CN': '与标准的偏差：把北京时间写成 UTC',
  },
  'tolerance.time-stamp-response': {
    en: 'Deviation: the whole answer of a time-stamping service in place of the time stamp',
    'zh-CN': '与标准的偏差：以时间戳服务的整个应答代替时间戳',
  },
  'tolerance.time-info-type': {
    en: 'Deviation: the time of the signature is not in a bit string',
    'zh-CN': '与标准的偏差：签章时间未放在位串中',
  },
  'tolerance.octet-string-for-bit-string': {
    en: 'Deviation: OCTET STRING in place of BIT STRING',
    'zh-CN': '与标准的偏差：以 OCTET STRING 代替 BIT STRING',
  },
  'tolerance.string-type': {
    en: 'Deviation: text in another type of string',
    'zh-CN': '与标准的偏差：文本使用了其他字符串类型',
  },
  'tolerance.non-ascii-ia5-string': {
    en: 'Deviation: Chinese text in a string for ASCII',
    'zh-CN': '与标准的偏差：ASCII 字符串中出现中文',
  },
  'tolerance.bare-certificate': {
    en: 'Deviation: a certificate without an OCTET STRING around it',
    'zh-CN': '与标准的偏差：证书未用 OCTET STRING 包装',
  },
  'tolerance.text-certificate': {
    en: 'Deviation: a certificate in a string for text',
    'zh-CN': '与标准的偏差：证书放在文本字符串中',
  },
  'tolerance.explicit-default': {
    en: 'Deviation: a default written out, which DER leaves out',
    'zh-CN': '与标准的偏差：写出了 DER 应省略的缺省值',
  },
  'tolerance.empty-extensions': {
    en: 'Deviation: a list of extensions without any',
    'zh-CN': '与标准的偏差：扩展项列表为空',
  },
  'tolerance.extensions-tag': {
    en: 'Deviation: a list of extensions under another tag',
    'zh-CN': '与标准的偏差：扩展项列表的标签不同',
  },
  'tolerance.extension-oid': {
    en: 'Deviation: text in place of the identifier of an extension',
    'zh-CN': '与标准的偏差：扩展项标识为文本而非对象标识符',
  },
  'tolerance.picture-type': {
    en: 'Deviation: a picture that is called by the name of another format',
    'zh-CN': '与标准的偏差：图案声明的格式与实际不符',
  },
  'tolerance.picture-type-case': {
    en: 'Deviation: the type of the picture in mixed case',
    'zh-CN': '与标准的偏差：图案类型大小写混用',
  },
  'tolerance.algorithm-oid': {
    en: 'Deviation: SM2 with SM3 by another name',
    'zh-CN': '与标准的偏差：SM2 与 SM3 签名算法使用了其他标识',
  },
  'tolerance.raw-value': {
    en: 'Deviation: a signature value as bare r ‖ s',
    'zh-CN': '与标准的偏差：签名值为裸 r ‖ s',
  },
  'tolerance.unpadded-integer': {
    en: 'Deviation: a signature value whose number lacks its leading zero',
    'zh-CN': '与标准的偏差：签名值中的整数缺少前导零',
  },
  'tolerance.property-info': {
    en: 'Deviation: the place of the sealed data in another form than its path',
    'zh-CN': '与标准的偏差：原文属性信息不是绝对路径',
  },
  'tolerance.pkcs7-oid': {
    en: 'Deviation: a message under the name of PKCS #7',
    'zh-CN': '与标准的偏差：签名消息使用了 PKCS #7 的类型标识',
  },
  'tolerance.content-type': {
    en: 'Deviation: plain data under two different names',
    'zh-CN': '与标准的偏差：消息与属性中的数据类型标识不一致',
  },
  'tolerance.attribute-order': {
    en: 'Deviation: signed attributes that are not in the order of DER',
    'zh-CN': '与标准的偏差：签名属性未按 DER 排序',
  },
  'tolerance.digest-oid': {
    en: 'Deviation: SM3 by the name of SM3 with a key',
    'zh-CN': '与标准的偏差：SM3 使用了带密钥的算法标识',
  },
  'tolerance.base64-digest': {
    en: 'Deviation: the digest of the data as base64',
    'zh-CN': '与标准的偏差：数据摘要以 base64 表示',
  },
  'tolerance.server-auth-purpose': {
    en: 'Deviation: a seal maker whose certificate names only the purpose of a server',
    'zh-CN': '与标准的偏差：制章人证书的扩展用途仅为服务器认证',
  },
  'tolerance.unsigned-parts': {
    en: 'Deviation: parts of the signed value that nobody known has signed',
    'zh-CN': '与标准的偏差：签名值中含有无人签名保护的内容',
  },
  'tolerance.archive-comment': {
    en: 'Deviation: a mark in the comment of the archive',
    'zh-CN': '与标准的偏差：ZIP 包注释中带有标记',
  },
  'tolerance.names-without-utf8-flag': {
    en: 'Deviation: file names in UTF-8 that are not said to be',
    'zh-CN': '与标准的偏差：UTF-8 文件名未设置编码标志',
  },
  'tolerance.gbk-names': {
    en: 'Deviation: file names in GBK',
    'zh-CN': '与标准的偏差：文件名采用 GBK 编码',
  },
  'tolerance.unknown-extra-field': {
    en: 'Deviation: short extra fields of an unknown kind in the archive',
    'zh-CN': '与标准的偏差：ZIP 包带有未知类型的短扩展字段',
  },
  'tolerance.utf8-flag-mismatch': {
    en: 'Deviation: only one of two headers says UTF-8 of a name in ASCII',
    'zh-CN': '与标准的偏差：ASCII 文件名的 UTF-8 标志在本地文件头与中央目录中不一致',
  },
  'tolerance.bare-attributes': {
    en: 'Deviation: attributes that say regular file and give nobody a right',
    'zh-CN': '与标准的偏差：外部属性仅标明普通文件而无任何权限',
  },
  'tolerance.redundant-zip64': {
    en: 'Deviation: sizes of 64 bits beside the same ones of 32',
    'zh-CN': '与标准的偏差：本地文件头重复给出 64 位长度',
  },
  'tolerance.empty-entry-descriptor': {
    en: 'Deviation: a data descriptor after an entry that is stored and empty',
    'zh-CN': '与标准的偏差：空的存储条目之后带有数据描述符',
  },
  'tolerance.deflate-tail': {
    en: 'Deviation: up to four octets after the end of a deflate stream',
    'zh-CN': '与标准的偏差：压缩数据流结束之后带有至多 4 字节',
  },
  'tolerance.high-compression': {
    en: 'Deviation: a file of a few megabytes that packs as only an empty picture does',
    'zh-CN': '与标准的偏差：数兆字节文件的压缩比只有空白图像才会达到',
  },
} as const satisfies Catalogue

type Named<Id> = Id extends `tolerance.${infer Name}` ? Name : never

/** The name of a tolerance: that of its check without `tolerance.`. */
export type SealTolerance = Named<keyof typeof TOLERANCE_CHECKS>

const PREFIX = 'tolerance.'

/** The names of all tolerances. */
export const SEAL_TOLERANCES: readonly SealTolerance[] = /* @__PURE__ */ Object.keys(TOLERANCE_CHECKS).map(
  (id) => id.slice(PREFIX.length) as SealTolerance,
)

/** A place that is not as the standard has it. */
export interface Deviation {
  readonly tolerance: SealTolerance
  /** The element, as the standard calls it: `createDate`. */
  readonly element: string
}

/** Takes down a deviation. */
export type Note = (tolerance: SealTolerance, element: string) => void

/** Of deviations of one kind so many are told: a hostile seal has no end of them. */
const MAX_OF_A_KIND = 8

/** A list of deviations, and what adds to it. */
export function collectDeviations(): { readonly deviations: readonly Deviation[]; readonly note: Note } {
  const deviations: Deviation[] = []
  const note: Note = (tolerance, element) => {
    const others = deviations.filter((other) => other.tolerance === tolerance)
    if (others.length >= MAX_OF_A_KIND || others.some((other) => other.element === element)) return
    deviations.push({ tolerance, element })
  }
  return { deviations, note }
}
