import { CA_CHECKS } from './ca/codes.ts'
import { CMS_CHECKS } from './cms/codes.ts'
import { CODES } from './codes.ts'
import type { Catalogue } from './errors.ts'
import { FETCH_CHECKS } from './fetch/codes.ts'
import { KEYS_CHECKS } from './keys/codes.ts'
import { REGISTER_CHECKS } from './register-codes/codes.ts'
import { createExplain, type Vocabulary } from './report.ts'
import { TRUST_CHECKS } from './trust/codes.ts'
import { TRUST_LIST_CHECKS } from './trust/list/codes.ts'
import { TSP_CHECKS } from './tsp/codes.ts'
import { PATH_CHECKS } from './x509/path/codes.ts'
import { REVOCATION_CHECKS } from './x509/revocation/codes.ts'

/** The codes of `@xinyin/core`, with their sentences; `docs/errors.md` is made from this table. */
export const CORE_CODES: typeof CODES = CODES

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
