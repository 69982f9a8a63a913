import type { Catalogue } from '@xinyin/core'
import { licenceErrorsOf } from '../errors.ts'

/** The codes of verifying licences, with their sentences. */
export const VERIFY_CODES = {
  ERR_LICENCE_FORM: {
    en: 'Neither an OFD nor an SD-JWT, nor what the QR code of a licence says.',
    'zh-CN': '既不是 OFD 或 SD-JWT，也不是证照二维码的内容。',
  },
  ERR_LICENCE_DOCUMENTS: {
    en: 'The OFD holds {found} documents; a licence is one.',
    'zh-CN': 'OFD 中有 {found} 个文档；证照应为一个。',
  },
  ERR_LICENCE_IDENTIFIER_TYPE: {
    en: 'The identifier is of licence type {found}, the metadata of {expected}.',
    'zh-CN': '证照标识的类型代码是 {found}，元数据中是 {expected}。',
  },
  ERR_LICENCE_IDENTIFIER_ISSUER: {
    en: 'The issuer {found} of the identifier is none of the issuing authorities, nor a region of their province.',
    'zh-CN': '证照标识中的颁发机构 {found} 不是元数据中的颁发机构，也不是其所在省的行政区划。',
  },
  ERR_LICENCE_IDENTIFIER_TAKEN: {
    en: 'The identifier was given to another licence before: another number, or other holders.',
    'zh-CN': '该证照标识此前已赋予另一证照（编号或持证主体不同）。',
  },
  ERR_LICENCE_ISSUED_LATER: {
    en: 'The licence says that it was issued on {issuedOn}, which is yet to come.',
    'zh-CN': '证照颁发日期 {issuedOn} 尚未到来。',
  },
  ERR_LICENCE_NOT_YET_VALID: {
    en: 'The licence is valid from {from} only.',
    'zh-CN': '证照自 {from} 起才有效。',
  },
  ERR_LICENCE_EXPIRED: {
    en: 'The licence was valid until {until}.',
    'zh-CN': '证照有效期至 {until}，已过期。',
  },
  ERR_LICENCE_COPY_EXPIRED: {
    en: 'This annotated copy was valid until {until}.',
    'zh-CN': '该加注件有效期至 {until}，已过期。',
  },
  ERR_LICENCE_ISSUER: {
    en: 'No seal or certificate of its own stands for the issuing authority {authority}; each that is named must sign.',
    'zh-CN': '颁发机构{authority}没有以自己的印章或证书签署；列出的每个颁发机构都须签署。',
  },
  ERR_LICENCE_ISSUER_CODE: {
    en: 'The certificate that signed for {authority} is of an organisation with another code than {code}.',
    'zh-CN': '为{authority}签署的证书所载机构代码不是 {code}。',
  },
  ERR_LICENCE_ISSUER_UNBOUND: {
    en: 'The certificate that signed for {authority} does not say whose it is by a code: nothing but the licence ties it to {code}.',
    'zh-CN': '为{authority}签署的证书未载机构代码，除证照自述外无法确认其代码为 {code}。',
  },
  ERR_LICENCE_STATE_WITHHELD: {
    en: 'The licence is withheld for now; so says {by} as of {listedAt}.',
    'zh-CN': '证照处于暂扣状态（{by}，{listedAt}）。',
  },
  ERR_LICENCE_STATE_WITHDRAWN: {
    en: 'The licence was withdrawn; so says {by} as of {listedAt}.',
    'zh-CN': '证照已被撤销（{by}，{listedAt}）。',
  },
  ERR_LICENCE_STATE_CANCELLED: {
    en: 'The licence was cancelled; so says {by} as of {listedAt}.',
    'zh-CN': '证照已注销（{by}，{listedAt}）。',
  },
  ERR_LICENCE_STATE_LAPSED: {
    en: 'The licence has lapsed; so says {by} as of {listedAt}.',
    'zh-CN': '证照已失效（{by}，{listedAt}）。',
  },
  ERR_LICENCE_STATE_TRANSFERRED: {
    en: 'The licence was transferred to another province; so says {by} as of {listedAt}.',
    'zh-CN': '证照已办理转出（{by}，{listedAt}）。',
  },
  ERR_LICENCE_STATE_REVOKED: {
    en: 'The licence was revoked as a penalty; so says {by} as of {listedAt}.',
    'zh-CN': '证照已被吊销（{by}，{listedAt}）。',
  },
  ERR_LICENCE_STATE_OTHER: {
    en: 'The licence is in a state other than valid; so says {by} as of {listedAt}.',
    'zh-CN': '证照处于有效以外的其他状态（{by}，{listedAt}）。',
  },
  ERR_LICENCE_STATUS_MISSING: {
    en: 'The licence does not say where its state is told; of type {type} that is demanded.',
    'zh-CN': '证照未载明状态查询位置，而 {type} 类证照要求载明。',
  },
  ERR_LICENCE_STATUS_UNASKED: {
    en: 'The licence says where its state is told, and nobody was named to ask there.',
    'zh-CN': '证照载明了状态查询位置，但未指定由谁查询。',
  },
  ERR_LICENCE_HOLDER: {
    en: 'The licence is not of the person with the name and number given.',
    'zh-CN': '所核对的姓名和号码与证照持证主体不一致。',
  },
  ERR_LICENCE_HOLDER_WITHHELD: {
    en: 'The licence does not show enough of its holder to compare with.',
    'zh-CN': '证照未完整显示持证主体信息，无法核对。',
  },
  ERR_LICENCE_IDENTIFIER_WITHHELD: {
    en: 'The identifier of the licence was not disclosed.',
    'zh-CN': '未披露证照标识。',
  },
  ERR_LICENCE_FACE: {
    en: 'The face and the metadata do not say the same: {element} ({reason}); {found} in all.',
    'zh-CN': '版面与元数据不一致：{element}（{reason}），共 {found} 处。',
  },
  ERR_LICENCE_FACE_ABSENT: {
    en: 'The face does not show {element} as the metadata has it; {found} in all.',
    'zh-CN': '版面上未找到与元数据一致的 {element}，共 {found} 处。',
  },
  ERR_LICENCE_SUPERSEDED: {
    en: 'There is a newer version of the licence: {newest}.',
    'zh-CN': '该证照已有更新的版本：{newest}。',
  },
  ERR_LICENCE_VERSION_OTHER: {
    en: 'What was said of newer versions is about another licence.',
    'zh-CN': '所得版本信息属于另一证照。',
  },
} as const satisfies Catalogue

/** The checks of verifying licences, with their titles. */
export const VERIFY_CHECKS = {
  'licence.form': { en: 'Form of the licence', 'zh-CN': '证照文件格式' },
  'licence.metadata': { en: 'Metadata of the licence', 'zh-CN': '证照元数据' },
  'licence.identifier': { en: 'Identifier of the licence', 'zh-CN': '证照标识' },
  'licence.validity': { en: 'Validity period of the licence', 'zh-CN': '证照有效期' },
  'licence.issuer': { en: 'Signed by every issuing authority', 'zh-CN': '由各颁发机构签署' },
  'licence.face': { en: 'The face says what the metadata says', 'zh-CN': '版面与元数据一致' },
  'licence.holder': { en: 'The person is a holder of the licence', 'zh-CN': '出示人为持证主体' },
  'licence.version': { en: 'No newer version is known', 'zh-CN': '没有更新的版本' },
  'licence.status': { en: 'Status of the licence', 'zh-CN': '证照状态' },
} as const satisfies Catalogue

/** What may be absent in verifying licences. */
export const VERIFY_ABSENCES: Catalogue = {
  'status-reference': { en: 'the licence names no list of states', 'zh-CN': '证照未载明状态列表' },
  'status-asked': { en: 'nobody was to be asked', 'zh-CN': '未要求查询' },
  face: { en: 'this form of a licence has no face', 'zh-CN': '该形式的证照没有版面' },
  'face-asked': { en: 'nobody was to compare it', 'zh-CN': '未要求比对' },
  holder: { en: 'nobody was named to compare with', 'zh-CN': '未提供核对对象' },
  'known-versions': { en: 'no versions are known', 'zh-CN': '没有版本信息' },
  'version-of-this-licence': { en: 'no version of this licence is known', 'zh-CN': '没有该证照的版本信息' },
  'identifier-withheld': { en: 'the holder did not disclose it', 'zh-CN': '持证人未披露' },
}

export const licenceError = /* @__PURE__ */ licenceErrorsOf(VERIFY_CODES)
