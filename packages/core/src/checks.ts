import { BYTES_CODES } from './bytes/codes.ts'
import { CA_CHECKS, CA_CODES } from './ca/codes.ts'
import { CBOR_CODES } from './cbor/codes.ts'
import { CMS_CHECKS, CMS_CODES } from './cms/codes.ts'
import { COSE_CODES } from './cose/codes.ts'
import { CRYPTO_CODES } from './crypto/codes.ts'
import { SECRET_CODES } from './crypto/secret-codes.ts'
import { DER_CODES } from './der/codes.ts'
import type { Catalogue } from './errors.ts'
import { FETCH_CHECKS, FETCH_CODES } from './fetch/codes.ts'
import { JSON_CODES } from './json/codes.ts'
import { JWS_CODES } from './jws/codes.ts'
import { KEYS_CHECKS, KEYS_CODES } from './keys/codes.ts'
import { REGISTER_CHECKS, REGISTER_CODES } from './register-codes/codes.ts'
import { createExplain, type Vocabulary } from './report.ts'
import { TRUST_CHECKS, TRUST_CODES } from './trust/codes.ts'
import { GRANT_CODES } from './trust/grant-codes.ts'
import { TRUST_LIST_CHECKS, TRUST_LIST_CODES } from './trust/list/codes.ts'
import { TSP_CHECKS, TSP_CODES } from './tsp/codes.ts'
import { X509_CODES } from './x509/codes.ts'
import { PATH_CHECKS, PATH_CODES } from './x509/path/codes.ts'
import { REVOCATION_CHECKS, REVOCATION_CODES } from './x509/revocation/codes.ts'

/** The codes of `@xinyin/core`, with their sentences; `docs/errors.md` is made from this table. */
export const CORE_CODES = /* @__PURE__ */ (() =>
  ({
    ...BYTES_CODES,
    ...DER_CODES,
    ...SECRET_CODES,
    ...JSON_CODES,
    ...CBOR_CODES,
    ...COSE_CODES,
    ...CRYPTO_CODES,
    ...JWS_CODES,
    ...KEYS_CODES,
    ...X509_CODES,
    ...PATH_CODES,
    ...REVOCATION_CODES,
    ...CMS_CODES,
    ...TSP_CODES,
    ...TRUST_CODES,
    ...GRANT_CODES,
    ...TRUST_LIST_CODES,
    ...FETCH_CODES,
    ...CA_CODES,
    ...REGISTER_CODES,
  }) as const satisfies Catalogue)()

/** The checks of `@xinyin/core`, with their titles; `docs/checks.md` is made from this table. */
export const CORE_CHECKS = /* @__PURE__ */ (() =>
  ({
    ...PATH_CHECKS,
    ...REVOCATION_CHECKS,
    ...CMS_CHECKS,
    ...TSP_CHECKS,
    ...KEYS_CHECKS,
    ...TRUST_CHECKS,
    ...TRUST_LIST_CHECKS,
    ...FETCH_CHECKS,
    ...CA_CHECKS,
    ...REGISTER_CHECKS,
  }) as const satisfies Catalogue)()

const CORE_ABSENCES: Catalogue = {
  'remembered-list': { en: 'no earlier list was seen', 'zh-CN': '此前未见过该列表' },
  'skip-revocation': { en: 'revocation was not to be looked at', 'zh-CN': '按要求不检查吊销状态' },
  'signed-attributes': { en: 'no such signed attribute', 'zh-CN': '没有该签名属性' },
  'signing-certificate': { en: 'the signature does not name its certificate', 'zh-CN': '签名未指明其证书' },
  'time-stamp': { en: 'no time stamp', 'zh-CN': '没有时间戳' },
  'valid-time-stamp': { en: 'no time stamp that holds', 'zh-CN': '没有有效的时间戳' },
  'time-stamp-request': { en: 'no request to compare with', 'zh-CN': '没有可供比对的请求' },
  'accuracy-limit': { en: 'no accuracy was asked for', 'zh-CN': '未要求精度' },
  'authority-name': { en: 'the time stamp does not name its maker', 'zh-CN': '时间戳未写明签发机构' },
}

export const CORE_VOCABULARY: Vocabulary = { checks: CORE_CHECKS, codes: CORE_CODES, absences: CORE_ABSENCES }

/** Says a check of this package, or what decides its report, in words for people. */
export const explain = /* @__PURE__ */ createExplain(CORE_VOCABULARY)
