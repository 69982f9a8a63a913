import { type Catalogue, errorsOf } from '../errors.ts'

/** The codes of CMS messages, with their sentences. */
export const CMS_CODES = {
  ERR_CMS_CONTENT_TYPE: {
    en: 'The message is of type {found}, expected {expected}.',
    'zh-CN': '消息类型为 {found}，应为 {expected}。',
  },
  ERR_CMS_VERSION: {
    en: 'The version {found} of a CMS structure is not known.',
    'zh-CN': 'CMS 结构的版本 {found} 未知。',
  },
  ERR_CMS_COUNT: {
    en: 'A message has more than {limit} entries in {type}.',
    'zh-CN': '消息的 {type} 超过 {limit} 项。',
  },
  ERR_CMS_ATTRIBUTE_VALUES: {
    en: 'The attribute {attribute} has {found} values where it must have one.',
    'zh-CN': '属性 {attribute} 应只有一个值，实际有 {found} 个。',
  },
  ERR_CMS_ATTRIBUTE_TWICE: {
    en: 'The attribute {attribute} occurs twice.',
    'zh-CN': '属性 {attribute} 出现两次。',
  },
  ERR_CMS_ATTRIBUTE_MISSING: {
    en: 'The signed attributes lack {attribute}.',
    'zh-CN': '签名属性中缺少 {attribute}。',
  },
  ERR_CMS_ATTRIBUTE_MISPLACED: {
    en: 'The attribute {attribute} stands where it may not.',
    'zh-CN': '属性 {attribute} 不得出现在此处。',
  },
  ERR_CMS_ATTRIBUTES_MISSING: {
    en: 'Content of type {contentType} is signed without attributes, which only plain data may be.',
    'zh-CN': '类型为 {contentType} 的内容没有签名属性；只有普通数据可以如此签名。',
  },
  ERR_CMS_ATTRIBUTES_AS_CONTENT: {
    en: 'The content has the form of signed attributes: the signature may have been made for another message.',
    'zh-CN': '内容具有签名属性的形式：该签名可能属于另一条消息。',
  },
  ERR_CMS_NO_SIGNERS: {
    en: 'Nobody signed the message.',
    'zh-CN': '消息上没有签名。',
  },
  ERR_CMS_CONTENT_MISSING: {
    en: 'The content is not in the message and was not given.',
    'zh-CN': '消息中没有内容，也未另行提供。',
  },
  ERR_CMS_CONTENT_TWICE: {
    en: 'The content is in the message and was given as well.',
    'zh-CN': '消息中已有内容，却又另行提供了内容。',
  },
  ERR_CMS_CONTENT_SIZE: {
    en: 'Content of more than {limit} bytes cannot be verified against a signature without attributes.',
    'zh-CN': '内容超过 {limit} 字节，无法验证没有签名属性的签名。',
  },
  ERR_CMS_CERTIFICATE_MISSING: {
    en: 'The certificate of the signer ({signer}) is not at hand.',
    'zh-CN': '找不到签名者（{signer}）的证书。',
  },
  ERR_CMS_CERTIFICATE_AMBIGUOUS: {
    en: '{found} different certificates answer to the signer ({signer}).',
    'zh-CN': '有 {found} 张不同的证书与签名者（{signer}）相符。',
  },
  ERR_CMS_DIGEST_ALGORITHM: {
    en: 'The digest algorithm {algorithm} is not accepted.',
    'zh-CN': '不接受摘要算法 {algorithm}。',
  },
  ERR_CMS_DIGEST_UNLISTED: {
    en: 'The digest algorithm {algorithm} of a signer is not among those that the message lists.',
    'zh-CN': '签名者的摘要算法 {algorithm} 不在消息所列的算法之中。',
  },
  ERR_CMS_SIGNATURE_ALGORITHM: {
    en: 'The signature algorithm {algorithm} is not accepted.',
    'zh-CN': '不接受签名算法 {algorithm}。',
  },
  ERR_CMS_ALGORITHMS: {
    en: 'The signature algorithm {scheme} does not go with the digest {digest}.',
    'zh-CN': '签名算法 {scheme} 与摘要算法 {digest} 不匹配。',
  },
  ERR_CMS_ALGORITHM_PROTECTION: {
    en: 'The algorithms are not those that the signer stated.',
    'zh-CN': '所用算法与签名者声明的不一致。',
  },
  ERR_CMS_KEY_KIND: {
    en: 'A key of {kind} cannot have made a signature with {scheme}.',
    'zh-CN': '{kind} 密钥不能产生 {scheme} 签名。',
  },
  ERR_CMS_CONTENT_TYPE_ATTRIBUTE: {
    en: 'The signer signed content of type {expected}, the message holds {found}.',
    'zh-CN': '签名者所签内容的类型为 {expected}，消息中却是 {found}。',
  },
  ERR_CMS_MESSAGE_DIGEST: {
    en: 'The content is not what was signed: its digest ({digest}) differs.',
    'zh-CN': '内容与所签的不一致：摘要（{digest}）不同。',
  },
  ERR_CMS_SIGNATURE: {
    en: 'The signature does not match the key of {subject}.',
    'zh-CN': '签名与 {subject} 的公钥不符。',
  },
  ERR_CMS_SIGNING_CERTIFICATE_MISSING: {
    en: 'The signature does not name the certificate that it is to be verified with.',
    'zh-CN': '签名没有指明用以验证它的证书。',
  },
  ERR_CMS_SIGNING_CERTIFICATE: {
    en: 'The signature names another certificate than that of {subject}.',
    'zh-CN': '签名所指明的证书不是 {subject} 的证书。',
  },
  ERR_CMS_TIME_STAMP_MISSING: {
    en: 'No time stamp that holds proves when the signature existed.',
    'zh-CN': '没有有效的时间戳证明签名产生的时间。',
  },
  ERR_CMS_RECIPIENT: {
    en: 'The message is not for the holder of this certificate.',
    'zh-CN': '该消息不是发给此证书持有者的。',
  },
  ERR_CMS_ENVELOPE_ALGORITHM: {
    en: 'The algorithm {algorithm} for encrypting content or its key is not accepted.',
    'zh-CN': '不接受用于加密内容或内容密钥的算法 {algorithm}。',
  },
  ERR_CMS_ENVELOPE_ATTRIBUTE: {
    en: 'The type of the content ({contentType}) is not authenticated by an attribute that states it.',
    'zh-CN': '内容类型（{contentType}）没有相应的已认证属性予以确认。',
  },
  ERR_CMS_UNAUTHENTICATED: {
    en: 'The message is encrypted without authentication, so that changes on the way would not be noticed.',
    'zh-CN': '消息的加密不带鉴别，传输途中的改动无法察觉。',
  },
  ERR_CMS_DECRYPT: {
    en: 'The message cannot be decrypted: altered, malformed, or made for another key.',
    'zh-CN': '消息无法解密：被篡改、格式错误或不是发给此密钥的。',
  },
} as const satisfies Catalogue

/** The checks of CMS messages, with their titles. */
export const CMS_CHECKS = {
  'cms.structure': { en: 'Structure of the message', 'zh-CN': '消息结构' },
  'cms.content': { en: 'Signed content at hand', 'zh-CN': '被签内容' },
  'cms.signers': { en: 'Signers of the message', 'zh-CN': '消息的签名者' },
  'cms.signer-certificate': { en: 'Certificate of the signer', 'zh-CN': '签名者证书' },
  'cms.algorithms': { en: 'Algorithms of the signature', 'zh-CN': '签名算法' },
  'cms.signed-attributes': { en: 'Signed attributes', 'zh-CN': '签名属性' },
  'cms.content-type': { en: 'Type of the content as signed', 'zh-CN': '所签内容类型' },
  'cms.message-digest': { en: 'Content as signed', 'zh-CN': '内容与签名一致' },
  'cms.signature': { en: 'Signature on the message', 'zh-CN': '消息签名' },
  'cms.signing-certificate': { en: 'Certificate as signed', 'zh-CN': '所签证书标识' },
  'cms.time-stamp': { en: 'Time stamp on the signature', 'zh-CN': '签名时间戳' },
} as const satisfies Catalogue

export const cmsError = /* @__PURE__ */ errorsOf(CMS_CODES)
