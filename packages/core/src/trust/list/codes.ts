import { type Catalogue, errorsOf } from '../../errors.ts'

/** The codes of signed trust lists, with their sentences. */
export const TRUST_LIST_CODES = {
  ERR_TRUST_LIST_SIZE: {
    en: 'The trust list exceeds the limit of {limit} {unit}.',
    'zh-CN': '信任列表超过上限 {limit}（{unit}）。',
  },
  ERR_TRUST_LIST_JWS: {
    en: 'Not a JWS in compact form, which a trust list is.',
    'zh-CN': '不是紧凑格式的 JWS，而信任列表应采用此格式。',
  },
  ERR_TRUST_LIST_HEADER: {
    en: 'The header of the trust list does not have {member} as it must be.',
    'zh-CN': '信任列表的头部中 {member} 不符合要求。',
  },
  ERR_TRUST_LIST_ALGORITHM: {
    en: 'The trust list is signed with {algorithm}, which is not accepted or is not that of its certificate.',
    'zh-CN': '信任列表的签名算法 {algorithm} 不被接受，或与其证书不符。',
  },
  ERR_TRUST_LIST_MEMBER: {
    en: 'The trust list does not have {member} as it must be.',
    'zh-CN': '信任列表中 {member} 不符合要求。',
  },
  ERR_TRUST_LIST_VERSION: {
    en: 'The trust list is of version {version}, which cannot be read; known is {known}.',
    'zh-CN': '无法读取版本为 {version} 的信任列表，支持的版本为 {known}。',
  },
  ERR_TRUST_LIST_EXTENSION: {
    en: 'The trust list has the extension {extension}, which is binding and cannot be processed.',
    'zh-CN': '信任列表含有必须处理但无法处理的扩展 {extension}。',
  },
  ERR_TRUST_LIST_CERTIFICATE: {
    en: 'The trust list holds at {member} what is no certificate ({reason}).',
    'zh-CN': '信任列表中 {member} 处不是证书（{reason}）。',
  },
  ERR_TRUST_LIST_SIGNATURE: {
    en: 'The signature on the trust list does not match the key of {signer}.',
    'zh-CN': '信任列表的签名与 {signer} 的公钥不符。',
  },
  ERR_TRUST_LIST_XML: {
    en: 'Not XML as a trust list may be ({found}).',
    'zh-CN': '不是信任列表允许的 XML（{found}）。',
  },
  ERR_TRUST_LIST_XML_SIGNATURE: {
    en: 'The signature in the XML of the trust list is not as it must be ({found}).',
    'zh-CN': '信任列表 XML 中的签名不符合要求（{found}）。',
  },
  ERR_TRUST_LIST_OPERATOR: {
    en: 'The trust list names {operator} as its operator, its signer is {signer}.',
    'zh-CN': '信任列表注明的运营方为 {operator}，而签名方为 {signer}。',
  },
  ERR_TRUST_LIST_TERRITORY: {
    en: 'The trust list is that of {territory}, not that of {expected}.',
    'zh-CN': '该信任列表属于 {territory}，而非 {expected}。',
  },
  ERR_TRUST_LIST_PUBLISHER: {
    en: 'The list of {above} names nobody who may publish a trust list for {territory}.',
    'zh-CN': '{above} 的列表中没有可为 {territory} 发布信任列表的机构。',
  },
  ERR_TRUST_LIST_KEY: {
    en: 'The trust list is signed with a key of {signer} that no earlier list has announced.',
    'zh-CN': '信任列表使用了 {signer} 的密钥签名，而此前的列表未曾预告该密钥。',
  },
  ERR_TRUST_LIST_ROLLBACK: {
    en: 'The trust list has the sequence number {sequence}; one with {remembered} was seen before.',
    'zh-CN': '信任列表的序号为 {sequence}，而此前已见过序号 {remembered}。',
  },
  ERR_TRUST_LIST_EQUIVOCATION: {
    en: 'Another trust list with the same sequence number {sequence} was seen before.',
    'zh-CN': '此前见过序号同为 {sequence} 但内容不同的信任列表。',
  },
  ERR_TRUST_LIST_FUTURE: {
    en: 'The trust list was made at {madeAt}, which is after {at}.',
    'zh-CN': '信任列表的制作时间 {madeAt} 晚于 {at}。',
  },
  ERR_TRUST_LIST_EXPIRED: {
    en: 'The trust list of {territory} was to be replaced by {nextUpdate}; at {at} it no longer tells.',
    'zh-CN': '{territory} 的信任列表应在 {nextUpdate} 前更新，在 {at} 已不能作为依据。',
  },
  ERR_TRUST_LIST_PERIOD: {
    en: 'The trust list is to hold from {issuedAt} until {nextUpdate}, longer than the {limit} days allowed.',
    'zh-CN': '信任列表的有效期为 {issuedAt} 至 {nextUpdate}，超过允许的 {limit} 天。',
  },
  ERR_TRUST_LIST_DUPLICATE: {
    en: 'The trust list has two entries for the certificate {certificate} as {role}.',
    'zh-CN': '信任列表中证书 {certificate} 作为 {role} 有两个条目。',
  },
  ERR_TRUST_LIST_HISTORY: {
    en: 'The statuses of {service} in the trust list contradict each other.',
    'zh-CN': '信任列表中 {service} 的状态历史自相矛盾。',
  },
  ERR_TRUST_LIST_ROLE: {
    en: 'The trust list names {service} as {role}, which no entry of a list can make anybody.',
    'zh-CN': '信任列表将 {service} 列为 {role}，而列表条目不能授予该角色。',
  },
  ERR_TRUST_LIST_UNLIMITED: {
    en: 'The trust list does not say to which {limit} it limits {service} as {role}.',
    'zh-CN': '信任列表未说明 {service} 作为 {role} 的 {limit} 范围。',
  },
  ERR_TRUST_LIST_REGION: {
    en: 'The trust list of {territory} lets {service} act for the region {region}, which is not its own.',
    'zh-CN': '{territory} 的信任列表允许 {service} 在区划 {region} 行事，而该区划不属于其范围。',
  },
  ERR_TRUST_LIST_LICENCE_TYPE: {
    en: 'The trust list of {territory} lets {service} issue licences of the type {licenceType}, which is not its to allow.',
    'zh-CN': '{territory} 的信任列表允许 {service} 签发类型为 {licenceType} 的证照，而其无权允许。',
  },
  ERR_TRUST_LIST_TWICE: {
    en: 'Two trust lists of {territory} cannot be used together.',
    'zh-CN': '不能同时使用两份 {territory} 的信任列表。',
  },
  ERR_TRUST_LIST_ISSUER: {
    en: 'The sign-on of {issuer} is claimed by the trust lists of {territory} and {other}.',
    'zh-CN': '{issuer} 的登录服务同时出现在 {territory} 和 {other} 的信任列表中。',
  },
  ERR_TRUST_LIST_MEMORY: {
    en: 'What was remembered of the trust list of {territory} cannot be read.',
    'zh-CN': '无法读取关于 {territory} 信任列表的留存记录。',
  },
  ERR_TRUST_LIST_MEDIA_TYPE: {
    en: 'What was fetched for the trust list of {territory} is {found}, not application/jose.',
    'zh-CN': '所获取的 {territory} 信任列表内容类型为 {found}，不是 application/jose。',
  },
  ERR_TRUST_LIST_UNREACHABLE: {
    en: 'The trust list of {territory} could not be fetched ({reason}), and none at hand is in force.',
    'zh-CN': '无法获取 {territory} 的信任列表（{reason}），且本地没有有效的列表。',
  },
} as const satisfies Catalogue

/** The checks of signed trust lists, with their titles. */
export const TRUST_LIST_CHECKS = {
  'trust-list.format': { en: 'Form of the trust list', 'zh-CN': '信任列表格式' },
  'trust-list.signature': { en: 'Signature on the trust list', 'zh-CN': '信任列表签名' },
  'trust-list.signer': { en: 'Who signed may publish trust lists', 'zh-CN': '签名方可发布信任列表' },
  'trust-list.operator': { en: 'Signed by the operator that it names', 'zh-CN': '由所注明的运营方签名' },
  'trust-list.territory': { en: 'The territory that was asked for', 'zh-CN': '属于所要求的地域' },
  'trust-list.key-change': { en: 'The key was announced before', 'zh-CN': '签名密钥已事先预告' },
  'trust-list.sequence': {
    en: 'No older and no other list than was seen',
    'zh-CN': '未回退、未替换为其他内容',
  },
  'trust-list.validity': { en: 'In force', 'zh-CN': '在有效期内' },
  'trust-list.entries': { en: 'Entries do not contradict each other', 'zh-CN': '条目之间无矛盾' },
  'trust-list.scope': { en: 'Allows no more than it may', 'zh-CN': '授权未超出其范围' },
} as const satisfies Catalogue

export const trustListError = /* @__PURE__ */ errorsOf(TRUST_LIST_CODES)
