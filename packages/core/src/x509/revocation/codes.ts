import { type Catalogue, errorsOf } from '../../errors.ts'
import { CRL_CODES } from './crl-codes.ts'
import { OCSP_CODES } from './ocsp-codes.ts'

/**
 * The codes of revocation, with their sentences. Nothing that decides holds them: who says why a path does not hold loads
 * them then.
 */
export const REVOCATION_CODES = {
  ...CRL_CODES,
  ...OCSP_CODES,
  ERR_REVOCATION_REVOKED: {
    en: 'The certificate of {subject} was revoked at {revokedAt} ({reason}), says {source}.',
    'zh-CN': '{source} 表明 {subject} 的证书已于 {revokedAt} 吊销（{reason}）。',
  },
  ERR_REVOCATION_ON_HOLD: {
    en: 'The certificate of {subject} is on hold since {revokedAt}, says {source}.',
    'zh-CN': '{source} 表明 {subject} 的证书自 {revokedAt} 起被冻结。',
  },
  ERR_REVOCATION_UNKNOWN: {
    en: 'Nothing says whether the certificate of {subject} is revoked.',
    'zh-CN': '没有数据表明 {subject} 的证书是否已被吊销。',
  },
  ERR_REVOCATION_NOT_ISSUED: {
    en: '{source} does not know the certificate of {subject}.',
    'zh-CN': '{source} 不知道 {subject} 的证书。',
  },
  ERR_REVOCATION_STALE: {
    en: 'What {source} says of the certificate of {subject} is from {thisUpdate} and no longer holds at {at}.',
    'zh-CN': '{source} 关于 {subject} 证书的数据发布于 {thisUpdate}，在 {at} 已过时。',
  },
  ERR_REVOCATION_FUTURE: {
    en: 'What {source} says of the certificate of {subject} is dated {thisUpdate}, after {at}.',
    'zh-CN': '{source} 关于 {subject} 证书的数据日期为 {thisUpdate}，晚于 {at}。',
  },
  ERR_REVOCATION_EXPIRED: {
    en: 'The certificate of {subject} expired at {notAfter}; {source} is later and no longer says what became of it.',
    'zh-CN': '{subject} 的证书已于 {notAfter} 过期；{source} 在其后发布，不再说明其状态。',
  },
  ERR_REVOCATION_UNREACHABLE: {
    en: 'The state of the certificate of {subject} cannot be asked for at {url} ({reason}).',
    'zh-CN': '无法从 {url} 获取 {subject} 证书的状态（{reason}）。',
  },
  ERR_REVOCATION_RESPONDER: {
    en: 'The OCSP answer about the certificate of {subject} is not signed by one who may give it ({reason}).',
    'zh-CN': '关于 {subject} 证书的 OCSP 答复并非由有权者签名（{reason}）。',
  },
  ERR_REVOCATION_NONCE: {
    en: 'The OCSP answer about the certificate of {subject} does not hold the nonce that was sent.',
    'zh-CN': '关于 {subject} 证书的 OCSP 答复不含所发送的随机数。',
  },
  ERR_REVOCATION_ISSUER: {
    en: 'The revocation list of {source} for the certificate of {subject} is not signed by one who may issue it ({reason}).',
    'zh-CN': '{source} 针对 {subject} 证书的吊销列表并非由有权者签名（{reason}）。',
  },
  ERR_REVOCATION_CRITICAL_EXTENSION: {
    en: 'What {source} says holds the extension {extension}, which is binding and cannot be processed.',
    'zh-CN': '{source} 的数据含有必须处理但无法处理的扩展项 {extension}。',
  },
  ERR_REVOCATION_REASONS: {
    en: 'The revocation lists at hand cover only some of the reasons for which the certificate of {subject} may be revoked.',
    'zh-CN': '现有的吊销列表只涵盖 {subject} 证书部分可能的吊销原因。',
  },
  ERR_REVOCATION_MALFORMED: {
    en: 'What {source} gives about the certificate of {subject} cannot be used ({reason}).',
    'zh-CN': '{source} 给出的关于 {subject} 证书的数据无法使用（{reason}）。',
  },
  ERR_REVOCATION_NO_PROOF: {
    en: 'Nothing proves that it existed before {controlTime}, after which the certificate of {subject} proves nothing.',
    'zh-CN': '没有证明表明其存在于 {controlTime} 之前，而在此之后 {subject} 的证书不再具有证明力。',
  },
  ERR_REVOCATION_BUNDLE: {
    en: 'The file of revocation data holds a block {found}, expected {expected}.',
    'zh-CN': '吊销数据文件含有数据块 {found}，应为 {expected}。',
  },
} as const satisfies Catalogue

/** The checks of revocation, with their titles. */
export const REVOCATION_CHECKS = {} as const satisfies Catalogue

export const revocationError = /* @__PURE__ */ errorsOf(REVOCATION_CODES)
