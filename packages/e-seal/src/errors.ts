import { type Catalogue, type Facts, TrustError } from '@xinyin/core'

/** The codes of `@xinyin/e-seal`, with their sentences. */
export const SEAL_CODES = {
  ERR_ZIP_STRUCTURE: {
    en: 'The ZIP archive is broken: {record} at offset {offset}.',
    'zh-CN': 'ZIP 包结构有误：偏移 {offset} 处的 {record}。',
  },
  ERR_ZIP_COMMENT: {
    en: 'The archive comment of {found} bytes could hide data.',
    'zh-CN': 'ZIP 包注释（{found} 字节）可能夹带数据。',
  },
  ERR_ZIP_NAME: {
    en: 'The entry name "{entry}" is refused: {reason}.',
    'zh-CN': '包内文件名“{entry}”不被接受：{reason}。',
  },
  ERR_ZIP_DUPLICATE: {
    en: 'The entries "{entry}" and "{twin}" are the same to some readers.',
    'zh-CN': '包内文件“{entry}”与“{twin}”对部分阅读器而言是同一文件。',
  },
  ERR_ZIP_MISMATCH: {
    en: 'The two headers of "{entry}" differ in: {field}.',
    'zh-CN': '“{entry}”的本地文件头与中央目录不一致：{field}。',
  },
  ERR_ZIP_UNSUPPORTED: {
    en: 'The archive uses what an OFD package must not: {feature} {entry}.',
    'zh-CN': 'ZIP 包使用了 OFD 不允许的特性：{feature} {entry}。',
  },
  ERR_ZIP_LIMIT: {
    en: 'The archive exceeds a limit: {what} {found}, at most {limit}.',
    'zh-CN': 'ZIP 包超出限制：{what} 为 {found}，上限 {limit}。',
  },
  ERR_ZIP_CONTENT: {
    en: 'The content of "{entry}" is damaged: {reason}.',
    'zh-CN': '包内文件“{entry}”内容损坏：{reason}。',
  },
  ERR_ZIP_PREFIX: {
    en: 'Bytes stand before the archive; other readers may see other content.',
    'zh-CN': '文件在 ZIP 包之前带有多余字节，其他阅读器可能读出不同内容。',
  },
  ERR_XML_MALFORMED: {
    en: '{file} is not well-formed XML at line {line}, column {column}.',
    'zh-CN': '{file} 第 {line} 行第 {column} 列不是合法的 XML。',
  },
  ERR_XML_FORBIDDEN: {
    en: '{file} holds a {what}, which is not allowed.',
    'zh-CN': '{file} 含有不允许的内容：{what}。',
  },
  ERR_XML_ENCODING: { en: '{file} is not in UTF-8.', 'zh-CN': '{file} 不是 UTF-8 编码。' },
  ERR_XML_LIMIT: {
    en: '{file} exceeds a limit: {what} {found}, at most {limit}.',
    'zh-CN': '{file} 超出限制：{what} 为 {found}，上限 {limit}。',
  },
  ERR_OFD_FILE_MISSING: { en: 'The package has no {file}.', 'zh-CN': 'OFD 包中没有 {file}。' },
  ERR_OFD_ELEMENT: {
    en: 'In {file}, {element} is not as it must be: {reason}.',
    'zh-CN': '{file} 中的 {element} 有误：{reason}。',
  },
  ERR_OFD_LOCATION: {
    en: 'The path "{location}" in {file} leads out of the package or is no path.',
    'zh-CN': '{file} 中的路径“{location}”超出包的范围或不合法。',
  },
  ERR_OFD_NAMED_MISSING: {
    en: '{file} names {missing}, which the package does not hold ({count} such files).',
    'zh-CN': '{file} 引用的 {missing} 不在包中（共 {count} 个文件）。',
  },
  ERR_OFD_LIMIT: {
    en: 'The package has {found} {what}, at most {limit} are read.',
    'zh-CN': 'OFD 包含 {found} 个 {what}，最多读取 {limit} 个。',
  },
  ERR_OFD_UNSIGNED: { en: 'The document carries no signature.', 'zh-CN': '文档没有任何签章或签名。' },
  ERR_OFD_SIGNATURE_COUNT: {
    en: 'The document carries {found} signatures where {expected} were expected.',
    'zh-CN': '文档带有 {found} 个签章，应为 {expected} 个。',
  },
  ERR_OFD_SIGNATURE_REMOVED: {
    en: '{file} belongs to a signature that was taken off the list of signatures.',
    'zh-CN': '{file} 属于已从签名列表中移除的签章。',
  },
  ERR_OFD_DIGEST_METHOD: {
    en: 'The files are digested with {method}; only SM3 is accepted.',
    'zh-CN': '文件摘要算法为 {method}，只接受 SM3。',
  },
  ERR_OFD_DIGEST: {
    en: '{file} is not as it was when it was sealed ({count} such files).',
    'zh-CN': '{file} 在签章之后被改动（共 {count} 个文件）。',
  },
  ERR_OFD_REFERENCE_MISSING: {
    en: '{file} was sealed but is gone ({count} such files).',
    'zh-CN': '{file} 签章时存在，现已缺失（共 {count} 个文件）。',
  },
  ERR_OFD_UNCOVERED: {
    en: 'Not covered by the signature: {files} ({count} files).',
    'zh-CN': '未被签章保护的文件：{files}（共 {count} 个）。',
  },
  ERR_OFD_INDEX_UNCOVERED: {
    en: 'The signature leaves out {files}: titles, metadata and which document is shown may have been changed.',
    'zh-CN': '签章未保护 {files}：标题、元数据以及所显示的文档可能被改动。',
  },
  ERR_OFD_STAMP_PAGE: {
    en: 'A stamp stands on page {page}, which does not exist.',
    'zh-CN': '印章图案所在的页 {page} 不存在。',
  },
  ERR_OFD_PROPERTY_INFO: {
    en: 'The signed value was made for {found}, not for {expected}.',
    'zh-CN': '签名值对应的是 {found}，而不是 {expected}。',
  },
  ERR_OFD_SIGNATURE_METHOD: {
    en: 'The document names the algorithm {method}, the signature {algorithm}.',
    'zh-CN': '文档声明的签名算法为 {method}，签名值中为 {algorithm}。',
  },
  ERR_OFD_SIGNATURE_DATE: {
    en: 'The document says it was signed at {date}, the signature says {time}.',
    'zh-CN': '文档记载的签章时间为 {date}，签名值中为 {time}。',
  },
  ERR_OFD_SEAL_COPY: {
    en: 'The seal in {file} is not the one that was signed with.',
    'zh-CN': '{file} 中的印章与签章所用的印章不同。',
  },
  ERR_OFD_CLOSED: {
    en: 'An earlier signature protects the whole document; nothing can be added.',
    'zh-CN': '已有签章保护整个文档，不能再添加签章。',
  },
  ERR_SEAL_STRUCTURE: {
    en: 'The structure is not that of an electronic seal: {element}.',
    'zh-CN': '数据结构不符合电子印章格式：{element}。',
  },
  ERR_SEAL_VERSION_UNSUPPORTED: {
    en: 'Seals to {form} are not yet supported.',
    'zh-CN': '暂不支持 {form} 格式的电子印章。',
  },
  ERR_SEAL_LIMIT: {
    en: 'The seal or signature exceeds a limit: {what} {found}, at most {limit}.',
    'zh-CN': '印章或签章超出限制：{what} 为 {found}，上限 {limit}。',
  },
  ERR_SEAL_CRITICAL_EXTENSION: {
    en: 'The seal holds the extension {oid}, which its maker calls critical and which is not known here.',
    'zh-CN': '印章含有无法识别的关键扩展项 {oid}。',
  },
  ERR_SEAL_NOT_YET_MADE: {
    en: 'The seal was made at {made}, after it was used at {time}.',
    'zh-CN': '印章于 {made} 制作，晚于使用时间 {time}。',
  },
  ERR_SEAL_ALGORITHM: {
    en: 'The algorithm {algorithm} with a key of {key} is not accepted; seals use SM2 with SM3.',
    'zh-CN': '不接受算法 {algorithm}（密钥类型 {key}），电子印章应使用 SM2 与 SM3。',
  },
  ERR_SEAL_MAKER_SIGNATURE: {
    en: 'The seal was changed, or was not made by {maker}.',
    'zh-CN': '印章被改动，或并非由 {maker} 制作。',
  },
  ERR_SEAL_NOT_VALID: {
    en: 'The seal is valid from {from} to {to}, not at {time}.',
    'zh-CN': '印章有效期为 {from} 至 {to}，在 {time} 无效。',
  },
  ERR_SEAL_SIGNERS: {
    en: 'The list of those who may use the seal is empty or broken ({count} entries).',
    'zh-CN': '印章的签章人证书列表为空或有误（{count} 项）。',
  },
  ERR_SEAL_PICTURE: {
    en: 'The seal picture cannot be shown: declared {declared}, found {found}, {width} × {height} mm.',
    'zh-CN': '印章图案无法显示：声明为 {declared}，实际为 {found}，{width} × {height} 毫米。',
  },
  ERR_SIGNATURE_STRUCTURE: {
    en: 'The signed value is not of the kind {type} that the document says.',
    'zh-CN': '签名值不是文档所声明的 {type} 类型。',
  },
  ERR_SIGNATURE_TYPE_UNSUPPORTED: {
    en: 'Signatures to {form} are not yet supported.',
    'zh-CN': '暂不支持 {form} 格式的数字签名。',
  },
  ERR_SIGNATURE_VERSION: {
    en: 'The signature is of version {version}, the seal of version {seal}.',
    'zh-CN': '签章版本为 {version}，印章版本为 {seal}。',
  },
  ERR_SIGNATURE_VALUE: {
    en: 'The signature does not verify with the key of {signer}.',
    'zh-CN': '用 {signer} 的公钥验证签名不通过。',
  },
  ERR_SIGNATURE_DATA_HASH: {
    en: 'The signature is over other data.',
    'zh-CN': '签名所对应的数据与现有数据不一致。',
  },
  ERR_SIGNATURE_SIGNER_NOT_LISTED: {
    en: 'The seal does not name the signer among those who may use it.',
    'zh-CN': '签章人不在印章的签章人证书列表中。',
  },
  ERR_SIGNATURE_OWN_SEAL: {
    en: '{signer} made the seal that it signed with.',
    'zh-CN': '{signer} 使用了自己制作的印章。',
  },
  ERR_SIGNATURE_TIME_FUTURE: {
    en: 'The signature claims the time {time}, after {now}.',
    'zh-CN': '签章时间 {time} 晚于当前时间 {now}。',
  },
  ERR_SIGNATURE_TIME_AHEAD: {
    en: 'The signature claims the time {time}, after {now}; it may be Beijing time written as UTC.',
    'zh-CN': '签章时间 {time} 晚于当前时间 {now}，可能是把北京时间写成了 UTC。',
  },
  ERR_SIGNATURE_NO_PROOF_OF_TIME: {
    en: 'Valid at the claimed time {time}, but not at the time asked for ({reason}); no time stamp proves the claimed time.',
    'zh-CN': '在声称的时间 {time} 有效，但在判定时刻无效（{reason}），且没有时间戳证明所声称的时间。',
  },
  ERR_SIGNATURE_CRITICAL_EXTENSION: {
    en: 'The signature holds the extension {oid}, which its signer calls critical and which is not known here.',
    'zh-CN': '签章含有无法识别的关键扩展项 {oid}。',
  },
  ERR_SIGNATURE_TIME_STAMP_UNSUPPORTED: {
    en: 'The time stamp on the signature cannot be verified yet.',
    'zh-CN': '暂不支持验证签章上的时间戳。',
  },
  ERR_SIGNER_NOT_VALID: {
    en: "The signer's certificate is valid from {from} to {to}, not at {time}.",
    'zh-CN': '签章人证书有效期为 {from} 至 {to}，在 {time} 无效。',
  },
  ERR_SIGNER_NOT_LISTED: {
    en: 'The seal cannot be used with this key: its list does not name a certificate for it.',
    'zh-CN': '该密钥不能使用此印章：印章列表中没有相应的证书。',
  },
} as const satisfies Catalogue

export type SealErrorCode = keyof typeof SEAL_CODES

/** An error about data read by `@xinyin/e-seal`. */
export class SealError extends TrustError<SealErrorCode> {
  constructor(code: SealErrorCode, facts: Facts = {}, cause?: unknown) {
    super(code, SEAL_CODES[code], facts, cause)
  }
}
