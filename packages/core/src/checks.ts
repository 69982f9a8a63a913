import { type Catalogue, CORE_CODES } from './errors.ts'
import { createExplain, type Vocabulary } from './report.ts'

/** The checks of `@xinyin/core`, with their titles; `docs/checks.md` is made from this table. */
export const CORE_CHECKS = {
  'path.anchor': { en: 'The certificate leads to a trusted one', 'zh-CN': '证书可追溯到受信任的证书' },
  'path.signatures': { en: 'Signatures on the certificates', 'zh-CN': '证书链签名' },
  'path.validity': { en: 'Validity periods of the certificates', 'zh-CN': '证书链有效期' },
  'path.basic-constraints': {
    en: 'Issuers, and they alone, are certificate authorities',
    'zh-CN': '签发者均为证书认证机构，签名者则不是',
  },
  'path.key-usage': { en: 'Usage of the keys', 'zh-CN': '密钥用途' },
  'path.extended-key-usage': { en: 'Purpose of the certificate', 'zh-CN': '证书扩展用途' },
  'path.critical-extensions': { en: 'Binding extensions', 'zh-CN': '关键扩展项' },
  'path.revocation': { en: 'Revocation of the certificates', 'zh-CN': '证书吊销状态' },
} as const satisfies Catalogue

const CORE_ABSENCES: Catalogue = {
  'crl-or-ocsp': { en: 'no revocation list or OCSP answer', 'zh-CN': '没有 CRL 或 OCSP 数据' },
}

export const CORE_VOCABULARY: Vocabulary = { checks: CORE_CHECKS, codes: CORE_CODES, absences: CORE_ABSENCES }

/** Says a check of this package, or what decides its report, in words for people. */
export const explain = createExplain(CORE_VOCABULARY)
