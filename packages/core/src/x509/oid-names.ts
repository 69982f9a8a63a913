import type { Language, Sentence } from '../errors.ts'
import { ACCESS_METHOD } from './access-description.ts'
import { ATTRIBUTE, EXTENSION, PURPOSE } from './oid.ts'
import { ANY_POLICY } from './policies.ts'
import { SUBJECT_NUMBER } from './subject-numbers.ts'

const name = (en: string, zh: string): Sentence => ({ en, 'zh-CN': zh })

/** Names for people of the object identifiers that certificates have, in both languages. */
const OID_NAMES: Readonly<Record<string, Sentence>> = /* @__PURE__ */ (() => ({
  [EXTENSION.subjectDirectoryAttributes]: name('Subject directory attributes', '主体目录属性'),
  [EXTENSION.subjectKeyIdentifier]: name('Subject key identifier', '主体密钥标识符'),
  [EXTENSION.keyUsage]: name('Key usage', '密钥用法'),
  [EXTENSION.privateKeyUsagePeriod]: name('Private key usage period', '私钥使用期'),
  [EXTENSION.subjectAltName]: name('Subject alternative name', '主体替代名称'),
  [EXTENSION.issuerAltName]: name('Issuer alternative name', '颁发者替代名称'),
  [EXTENSION.basicConstraints]: name('Basic constraints', '基本限制'),
  [EXTENSION.nameConstraints]: name('Name constraints', '名称限制'),
  [EXTENSION.cRLDistributionPoints]: name('CRL distribution points', 'CRL 分发点'),
  [EXTENSION.certificatePolicies]: name('Certificate policies', '证书策略'),
  [EXTENSION.policyMappings]: name('Policy mappings', '策略映射'),
  [EXTENSION.authorityKeyIdentifier]: name('Authority key identifier', '颁发机构密钥标识符'),
  [EXTENSION.policyConstraints]: name('Policy constraints', '策略限制'),
  [EXTENSION.extKeyUsage]: name('Extended key usage', '扩展密钥用法'),
  [EXTENSION.freshestCRL]: name('Freshest CRL', '最新 CRL'),
  [EXTENSION.inhibitAnyPolicy]: name('Inhibit any policy', '禁止任意策略'),
  [EXTENSION.authorityInfoAccess]: name('Authority information access', '颁发机构信息访问'),
  [EXTENSION.qCStatements]: name('Qualified certificate statements', '合格证书声明'),
  [EXTENSION.subjectInfoAccess]: name('Subject information access', '主体信息访问'),
  [EXTENSION.ocspNoCheck]: name('OCSP no check', 'OCSP 免查'),
  [SUBJECT_NUMBER.identifyCode]: name('Personal identity code', '个人身份标识码'),
  [SUBJECT_NUMBER.insuranceNumber]: name('Social insurance number', '个人社会保险号'),
  [SUBJECT_NUMBER.iCRegistrationNumber]: name('Business registration number', '企业工商注册号'),
  [SUBJECT_NUMBER.organizationCode]: name('Organisation code', '企业组织机构代码'),
  [SUBJECT_NUMBER.taxationNumber]: name('Taxation number', '企业税号'),
  '1.3.6.1.4.1.11129.2.4.2': name('Certificate transparency time stamps', '证书透明度时间戳'),
  '2.16.840.1.113730.1.1': name('Netscape certificate type', 'Netscape 证书类型'),

  [PURPOSE.any]: name('any purpose', '任何用途'),
  [PURPOSE.serverAuth]: name('server authentication', '服务器身份验证'),
  [PURPOSE.clientAuth]: name('client authentication', '客户端身份验证'),
  [PURPOSE.codeSigning]: name('code signing', '代码签名'),
  [PURPOSE.emailProtection]: name('e-mail protection', '电子邮件保护'),
  [PURPOSE.timeStamping]: name('time stamping', '时间戳'),
  [PURPOSE.ocspSigning]: name('OCSP signing', 'OCSP 签名'),
  [PURPOSE.serverGatedMicrosoft]: name('server gated cryptography (Microsoft)', '服务器网关加密（微软）'),
  [PURPOSE.serverGatedNetscape]: name('server gated cryptography (Netscape)', '服务器网关加密（Netscape）'),

  [ATTRIBUTE.commonName]: name('Common name', '通用名称'),
  [ATTRIBUTE.surname]: name('Surname', '姓'),
  [ATTRIBUTE.serialNumber]: name('Serial number of the subject', '主体编号'),
  [ATTRIBUTE.country]: name('Country', '国家'),
  [ATTRIBUTE.locality]: name('Locality', '城市'),
  [ATTRIBUTE.state]: name('State or province', '省份'),
  [ATTRIBUTE.street]: name('Street', '街道'),
  [ATTRIBUTE.organization]: name('Organisation', '机构'),
  [ATTRIBUTE.organizationalUnit]: name('Organisational unit', '部门'),
  [ATTRIBUTE.title]: name('Title', '职务'),
  [ATTRIBUTE.postalAddress]: name('Postal address', '邮政地址'),
  [ATTRIBUTE.postalCode]: name('Postal code', '邮政编码'),
  [ATTRIBUTE.telephoneNumber]: name('Telephone number', '电话号码'),
  [ATTRIBUTE.givenName]: name('Given name', '名'),
  [ATTRIBUTE.organizationIdentifier]: name('Organisation identifier', '机构标识'),
  [ATTRIBUTE.userId]: name('User identifier', '用户标识'),
  [ATTRIBUTE.domainComponent]: name('Domain component', '域名部分'),
  [ATTRIBUTE.emailAddress]: name('E-mail address', '电子邮件地址'),

  [ACCESS_METHOD.ocsp]: name('OCSP', 'OCSP'),
  [ACCESS_METHOD.caIssuers]: name('certificate of the issuer', '颁发者证书'),
  [ACCESS_METHOD.timeStamping]: name('time stamping', '时间戳'),
  [ACCESS_METHOD.caRepository]: name('repository of the authority', '机构资料库'),

  [ANY_POLICY]: name('any policy', '任意策略'),

  '1.2.840.113549.1.7.1': name('data', '数据'),
  '1.2.840.113549.1.7.2': name('signed message', '签名消息'),
  '1.2.840.113549.1.7.3': name('encrypted message', '加密消息'),
  '1.2.840.113549.1.9.16.1.4': name('what a time stamp says', '时间戳信息'),
  '1.2.840.113549.1.9.16.1.23': name('encrypted message with authentication', '带认证的加密消息'),
  '1.2.156.10197.6.1.4.2.1': name('data', '数据'),
  '1.2.156.10197.6.1.4.2.2': name('signed message', '签名消息'),
  '1.2.156.10197.6.1.4.2.3': name('encrypted message', '加密消息'),

  '1.2.156.10197.1.401': name('SM3', 'SM3'),
  '1.2.156.10197.1.104.2': name('SM4 in CBC mode', 'SM4（CBC）'),
  '2.16.840.1.101.3.4.1.2': name('AES-128 in CBC mode', 'AES-128（CBC）'),
  '2.16.840.1.101.3.4.1.6': name('AES-128 in GCM mode', 'AES-128（GCM）'),
  '2.16.840.1.101.3.4.1.42': name('AES-256 in CBC mode', 'AES-256（CBC）'),
  '2.16.840.1.101.3.4.1.46': name('AES-256 in GCM mode', 'AES-256（GCM）'),
  '2.16.840.1.101.3.4.2.1': name('SHA-256', 'SHA-256'),
  '2.16.840.1.101.3.4.2.2': name('SHA-384', 'SHA-384'),
  '2.16.840.1.101.3.4.2.3': name('SHA-512', 'SHA-512'),
  '1.2.156.10197.1.501': name('SM2 with SM3', 'SM2（SM3）'),
  '1.2.156.10197.1.301': name('SM2', 'SM2'),
  '1.2.156.10197.1.301.1': name('SM2 signature', 'SM2 签名'),
  '1.2.840.10045.2.1': name('elliptic curve key', '椭圆曲线公钥'),
  '1.2.840.10045.4.1': name('ECDSA with SHA-1', 'ECDSA（SHA-1）'),
  '1.2.840.10045.4.3.2': name('ECDSA with SHA-256', 'ECDSA（SHA-256）'),
  '1.2.840.10045.4.3.3': name('ECDSA with SHA-384', 'ECDSA（SHA-384）'),
  '1.2.840.10045.4.3.4': name('ECDSA with SHA-512', 'ECDSA（SHA-512）'),
  '1.2.840.113549.1.1.1': name('RSA', 'RSA'),
  '1.2.840.113549.1.1.4': name('RSA with MD5', 'RSA（MD5）'),
  '1.2.840.113549.1.1.5': name('RSA with SHA-1', 'RSA（SHA-1）'),
  '1.2.840.113549.1.1.10': name('RSA PSS', 'RSA PSS'),
  '1.2.840.113549.1.1.11': name('RSA with SHA-256', 'RSA（SHA-256）'),
  '1.2.840.113549.1.1.12': name('RSA with SHA-384', 'RSA（SHA-384）'),
  '1.2.840.113549.1.1.13': name('RSA with SHA-512', 'RSA（SHA-512）'),
  '1.2.840.10040.4.1': name('DSA', 'DSA'),
  '1.2.840.10040.4.3': name('DSA with SHA-1', 'DSA（SHA-1）'),
  '1.3.101.112': name('Ed25519', 'Ed25519'),
  '1.3.101.113': name('Ed448', 'Ed448'),
}))()

/**
 * The name of an object identifier for people, with the identifier where there is none.
 *
 * @example
 * ```ts
 * describeOid('1.3.6.1.5.5.7.3.8', 'zh-CN') // '时间戳'
 * describeOid('1.2.3', 'en') // '1.2.3'
 * ```
 */
export function describeOid(oid: string, language: Language): string {
  return Object.hasOwn(OID_NAMES, oid) ? (OID_NAMES[oid]?.[language] ?? oid) : oid
}
