import type { Meaning } from './meanings.ts'

const OURS = 'of no standard: a statement of ours'
const SOURCE = 'packages/e-license/src'

/** What `docs/checks.md` says of the checks of licences, in both languages. */
export const LICENCE_MEANINGS: Readonly<Record<string, Meaning>> = {
  'identifier.form': {
    meaning:
      'The identifier comes apart at its dots into root, type code, issuer code, serial, version and check character, all of digits and capital letters.',
    clause: 'GB/T 36904-2018',
    code: 'ERR_IDENTIFIER_FORM',
    chinese:
      '证照标识按点号拆分为根代码、类型代码、颁发机构代码、流水号、版本号和校验位；无法拆分的，其余各项无从检查。',
  },
  'identifier.root': {
    chinese: '根代码是电子证照的根代码 `1.2.156.3005.2`。',
  },
  'identifier.type-code': {
    chinese: '类型代码由定义该类证照的机构的统一社会信用代码和三位顺序号组成，信用代码的两个校验位均正确。',
  },
  'identifier.issuer-code': {
    chinese: '颁发机构代码是统一社会信用代码；以行政区划代码代替的，通过但给出提示。',
  },
  'identifier.serial': {
    chinese: '流水号由数字和大写字母组成，校验位才能据此计算。',
  },
  'identifier.version': {
    chinese: '版本号为三位数字，从 001 开始。',
  },
  'identifier.check-character': {
    chinese: '校验位与按 ISO/IEC 7064 MOD 37,36 计算的结果一致；已知的错误算法逐一指名。',
  },
  'metadata.form': {
    meaning:
      'What should be the data of a licence is an object, and its parts have the members of one and no others.',
    chinese: '证照数据是一个对象，各部分只含规定的成员。',
    clause: OURS,
    code: 'ERR_METADATA_UNKNOWN',
  },
  'metadata.elements': {
    meaning:
      'Every element that a licence has is there, as often as it may be, and of its form. The check stands once for each that is not.',
    chinese: '必备元数据齐全，次数和格式合规；每处不合规各列一项。',
    clause: 'GB/T 36903-2018, metadata elements',
    code: 'ERR_METADATA_MISSING',
  },
  'metadata.period': {
    meaning: 'The first day of validity is not after the last.',
    chinese: '有效期起始日期不晚于截止日期。',
    clause: 'GB/T 36903-2018, ZZYXQQSRQ and ZZYXQJZRQ',
    code: 'ERR_METADATA_PERIOD',
  },
  'metadata.holder-codes': {
    meaning:
      'The code of each holder is a right one of the kind that it is said to be: length, region, date and check characters.',
    chinese: '各持证主体的代码符合其类型：长度、区划、日期、校验位。',
    clause: 'GB 32100-2015, GB 11643, GB/T 36903-2018, Annex A',
    code: 'ERR_METADATA_HOLDER_CODE',
  },
  'metadata.type': {
    meaning: 'The data is of the licence type that it is held to: code, name, kinds and number of holders.',
    chinese: '数据与所依据的证照类型相符：代码、名称、持证主体类型和人数。',
    clause: 'GB/T 36902-2018',
    code: 'ERR_METADATA_TYPE',
  },
  'metadata.extensions': {
    meaning: 'The items that the licence type has are there, and of the kinds that it says.',
    chinese: '该类型规定的扩展项齐全，取值符合规定的类别。',
    clause: 'GB/T 36902-2018, GB/T 36903-2018 (KZ_)',
    code: 'ERR_METADATA_MISSING',
  },
  'sd-jwt.form': {
    meaning:
      'The text is an SD-JWT, compact or JSON with one signature: a JWS, disclosures, and a key binding where there is one, each in canonical base64url and strict JSON, within bounds.',
    chinese:
      '文本是 SD-JWT（紧凑形式，或仅含一个签名的 JSON 形式）：JWS、披露项及密钥绑定，base64url 规范、JSON 严格，大小在限度之内。',
    clause: 'RFC 9901, 4 and 8',
    file: `${SOURCE}/credential/inspect.ts`,
    code: 'ERR_SDJWT_FORM',
  },
  'sd-jwt.issuer': {
    meaning:
      'The issuer’s certificates stand in the header, the signer’s first; they prove nothing by themselves: the path from them has to (`path.*`, role `licence-issuer`), and an `iss` is one of the names in the first. Or `iss` is an issuer whose keys the verifier has (`issuers`), and `kid` names one of them that is for this algorithm; within what it may issue `path.grant` says.',
    chinese:
      '头部附有颁发者证书，签名人的在前；证书本身不证明什么，须有通向 `licence-issuer` 信任锚的路径（`path.*`），凭证如有 `iss`，须是签名人证书中的名称。或者 `iss` 是核验方已掌握其密钥的颁发者（`issuers`），`kid` 指明其中适用于该算法的一个；可颁发的范围由 `path.grant` 判定。',
    clause: 'RFC 7515, 4.1.4 and 4.1.6; draft-ietf-oauth-sd-jwt-vc',
    file: `${SOURCE}/verify/credential-issuer.ts`,
    code: 'ERR_LICENCE_ISSUER_CERTIFICATE',
  },
  'sd-jwt.type': {
    meaning:
      'The header says that it is what the verifier takes: `dc+sd-jwt` for a licence. So nothing that was signed for another purpose passes for one.',
    chinese: '头部声明的类型是核验方接受的类型，证照为 `dc+sd-jwt`；为其他用途签名的内容不能冒充。',
    clause: 'RFC 9901, 9.11',
    file: `${SOURCE}/credential/inspect.ts`,
    code: 'ERR_SDJWT_TYPE',
  },
  'sd-jwt.signature': {
    meaning:
      'The issuer signed these octets, with ES256 or SM2, by the key of the certificate, or of the set that the verifier has.',
    chinese: '颁发者以证书所载或核验方所掌握的密钥（ES256 或 SM2）签署了这些字节。',
    clause: 'RFC 9901, 7.1, step 2',
    file: `${SOURCE}/credential/inspect.ts`,
    code: 'ERR_SDJWT_SIGNATURE',
  },
  'sd-jwt.disclosures': {
    meaning:
      'Each disclosure is one that the issuer signed the digest of, once, in its place; none clashes with what is there; nothing that must be shown was withheld.',
    chinese: '每个披露项的摘要都由颁发者签署过，位置正确且只出现一次；不与已有内容冲突；必须出示的没有隐去。',
    clause: 'RFC 9901, 7.1, steps 3 to 6',
    file: `${SOURCE}/credential/inspect.ts`,
    code: 'ERR_SDJWT_DISCLOSURE_UNREFERENCED',
  },
  'sd-jwt.time': {
    meaning:
      'The credential was issued by now, and is within its `nbf` and `exp`, but for a minute by which clocks may differ.',
    chinese: '凭证已经签发，且在 `nbf` 与 `exp` 之间，时钟误差容许一分钟。',
    clause: 'RFC 7519, 4.1',
    file: `${SOURCE}/credential/inspect.ts`,
    code: 'ERR_SDJWT_EXPIRED',
  },
  'sd-jwt.type-metadata': {
    chinese: '外部给出的类型元数据属于该凭证：`vct` 相同，摘要与 `vct#integrity` 一致。',
    clause: 'draft-ietf-oauth-sd-jwt-vc, type metadata and document integrity',
  },
  'sd-jwt.key-binding': {
    chinese: '密钥绑定由持证人的密钥签署，且恰好针对这一次出示的内容。',
    clause: 'RFC 9901, 7.3',
    code: 'ERR_SDJWT_KEY_BINDING_DIGEST',
  },
  'sd-jwt.presentation': {
    chinese: '出示是为本核验方、本次请求、刚刚制作的。',
    clause: 'RFC 9901, 7.3',
    code: 'ERR_SDJWT_NONCE',
  },
  'qr.form': {
    meaning:
      'The text is what a licence’s QR code of the profile `XY1` says: prefix, Base45, COSE_Sign1, deflate and CBOR, each in the one form that it may have.',
    chinese:
      '文本是 `XY1` 规格的证照二维码内容：前缀、Base45、COSE_Sign1、deflate、CBOR 各层均为唯一的规范形式。',
    clause: 'RFC 9285, RFC 9052, RFC 8949, 4.2.1; of no standard: a profile of ours',
    file: `${SOURCE}/qr/inspect.ts`,
    code: 'ERR_QR_FORM',
  },
  'qr.certificate': {
    meaning:
      'The certificate that the code means is at hand: in the code, in the trust, or given beside it. Where it is not, nobody can tell who signed, and the verdict is open. Its path follows (`path.*`).',
    chinese:
      '二维码所指的证书可以取得：在二维码中、信任库中或另行给出。取不到则无从知道由谁签署，无法判定。其后是证书路径（`path.*`）。',
    clause: 'RFC 9360, 2',
    file: `${SOURCE}/qr/inspect.ts`,
    code: 'ERR_QR_CERTIFICATE_UNKNOWN',
  },
  'qr.signature': {
    meaning:
      'The key of that certificate signed the packed items, with ES256 or SM2, for this purpose: the prefix is signed along.',
    chinese: '该证书的密钥（ES256 或 SM2）签署了压缩后的各项内容，前缀一并签署，不能移作他用。',
    clause: 'RFC 9052, 4.4',
    file: `${SOURCE}/qr/inspect.ts`,
    code: 'ERR_QR_SIGNATURE',
  },
  'status-list.format': {
    meaning:
      'The list can be read: a JWT or CWT of its own type with the claims that it must have, a certificate of its signer, and a zlib stream of bounded size.',
    chinese: '列表可以读取：类型正确的 JWT 或 CWT，必备声明齐全，附签名人证书，压缩数据大小在限度之内。',
    clause: 'draft-ietf-oauth-status-list, 5.1, 5.2 and 8.3',
    code: 'ERR_STATUS_LIST_COMPRESSION',
  },
  'status-list.signature': {
    meaning: 'The list was signed with the key of its first certificate, by SM2 or ES256.',
    chinese: '列表由所附第一张证书的密钥签署（SM2 或 ES256）。',
    clause: 'draft-ietf-oauth-status-list, 8.3, step 3a',
    code: 'ERR_STATUS_LIST_SIGNATURE',
  },
  'status-list.signer': {
    meaning:
      'The signer’s certificate leads to an anchor of the role `status-issuer`, within its grants: where those name licence types or regions, the licence has to be of them. If the caller names the purpose of such signers, a certificate that names purposes has to name it.',
    chinese:
      '签名人证书通向 `status-issuer` 角色的信任锚，且证照类型和区划在其授权范围之内；核验方指定了用途（`signerPurpose`）时，证书所载用途包括它。',
    clause: 'draft-ietf-oauth-status-list, 8.3, step 3b, and 10; RFC 5280, 6',
  },
  'status-list.subject': {
    chinese: '列表正是证照所载明的那一份，URI 逐字相同。',
    clause: 'draft-ietf-oauth-status-list, 8.3, step 4a',
  },
  'status-list.validity': {
    chinese: '列表已经签发、尚未到期，也没有超过容许的陈旧程度。到期的列表不是假的，只是不再能说明什么。',
    clause: 'draft-ietf-oauth-status-list, 8.3, steps 4b and 4c',
    code: 'ERR_STATUS_LIST_STALE',
  },
  'bundle.format': {
    meaning: 'The bundle can be read: a JWS of its own type with the members that are known and no others.',
    chinese: '离线包可以读取：类型正确的 JWS，只含已知成员。',
    clause: `RFC 7515; ${OURS}`,
    code: 'ERR_BUNDLE_MEMBER',
  },
  'bundle.signature': {
    meaning: 'The bundle was signed with the key of its first certificate.',
    chinese: '离线包由所附第一张证书的密钥签署。',
    clause: 'RFC 7515, 5.2',
    code: 'ERR_BUNDLE_SIGNATURE',
  },
  'bundle.sequence': {
    chinese: '离线包属于同一系列，且不早于上次见过的那一个。',
    clause: OURS,
    code: 'ERR_BUNDLE_ROLLBACK',
  },
  'bundle.validity': {
    chinese: '离线包已经制作，且未到应更新的时间。',
    clause: OURS,
    code: 'ERR_BUNDLE_STALE',
  },
  'bundle.signer': {
    chinese:
      '签名人证书通向收到离线包之前就已信任的 `status-issuer` 或 `trust-list-signer` 信任锚。签名人只对汇总负责，各部分另行验证。',
    clause: OURS,
  },
  'bundle.trust-lists': {
    chinese: '其中每份信任列表自身均通过：签名人、序号、时间，以及上级列表允许的范围。',
    clause: 'ETSI TS 119 602; of no standard: a bundle of ours',
    code: 'ERR_BUNDLE_TRUST_LIST',
  },
  'bundle.status-lists': {
    chinese: '其中每份状态列表均可读取、签名正确，且 URI 不重复；签名人能否说明某份证照，核验该证照时再看。',
    clause: 'draft-ietf-oauth-status-list, 8.3; of no standard: a bundle of ours',
    code: 'ERR_BUNDLE_STATUS_LIST',
  },
  'licence.form': {
    meaning:
      'It is a form of a licence that is known, by its content alone: an OFD, an SD-JWT, what a QR code says. Where proof of possession is demanded, only the SD-JWT is a form that can bring one.',
    chinese: '按内容识别出证照的形式：OFD、SD-JWT 或二维码文本。要求持有证明时，只有 SD-JWT 能够提供。',
    clause: OURS,
    file: `${SOURCE}/verify/inspect.ts`,
    code: 'ERR_LICENCE_FORM',
  },
  'licence.metadata': {
    meaning:
      'The data of one licence is in it, and holds to GB/T 36903. Two documents in one package would leave open which of them is the licence.',
    chinese: '其中有且只有一份证照的数据，符合 GB/T 36903。一个文件包含两个文档时，无从确定哪一个是证照。',
    clause: 'GB/T 36903-2018; GB/T 36905-2018',
    file: `${SOURCE}/verify/ofd.ts`,
    code: 'ERR_METADATA_MISSING',
  },
  'licence.identifier': {
    chinese: '证照标识正确，且与证照的类型和颁发机构相符；已知的错误逐一指名。',
    clause: 'GB/T 36904-2018',
    code: 'ERR_LICENCE_IDENTIFIER_TYPE',
  },
  'licence.validity': {
    chinese: '在所问的时刻证照有效：自首日零时起，至末日结束止；加注件未过期；颁发日期不在将来。',
    clause: 'GB/T 36903-2018, ZZYXQQSRQ, ZZYXQJZRQ, JZJYXQJZSJ',
    code: 'ERR_LICENCE_EXPIRED',
  },
  'licence.issuer': {
    chinese: '证照列出的每个颁发机构都以自己的印章或证书签署：只写上名称不算数，谁签谁就能写。',
    clause: 'GB/T 36905-2018; GB/T 36903-2018, ZZBFJG and ZZBFJGDM',
    code: 'ERR_LICENCE_ISSUER',
  },
  'licence.face': {
    chinese: '人在版面上读到的，就是程序在元数据中读到的；看不见的文字不作数。',
    clause: 'GB/T 36905-2018',
    code: 'ERR_LICENCE_FACE',
  },
  'licence.holder': {
    chinese:
      '面前的人是证照的持证主体：姓名和号码与同一个持证主体相符。比对耗时恒定，不作留存，也不说明哪一项不符。',
    clause: 'GB/T 36903-2018, CZZT and CZZTDM; of no standard: how it is compared',
    code: 'ERR_LICENCE_HOLDER',
  },
  'licence.version': {
    chinese: '没有已知的更新版本：被变更或延续取代的证照，签章虽真，已不足为凭。',
    clause: 'GB/T 36904-2018',
    code: 'ERR_LICENCE_SUPERSEDED',
  },
  'licence.status': {
    chinese: '签发之后未被暂扣、撤销、注销等。证照载明状态列表而未查询的，无法判定。',
    clause: 'draft-ietf-oauth-status-list, 8.3',
  },
  'agreement.proof': {
    meaning:
      'The proof is verified by itself, as `inspectLicence` does, and passes. The fact `check` says which check decided where it does not.',
    chinese: '每份证明单独核验并通过；未通过时，`check` 指明由哪项检查决定。',
    clause: OURS,
    file: `${SOURCE}/agreement/inspect.ts`,
    code: 'ERR_AGREEMENT_PROOF',
  },
  'agreement.licence': {
    meaning:
      'The proofs are tied together by identifier or number, each to another one. Those that share neither may be of two licences.',
    chinese: '各份证明通过证照标识或编号彼此关联；两者都没有共同显示的，可能属于两份证照。',
    clause: OURS,
    file: `${SOURCE}/agreement/inspect.ts`,
    code: 'ERR_AGREEMENT_NOTHING_COMMON',
  },
  'agreement.item': {
    meaning:
      'Of this item all proofs that show it say the same, and none that would show it lacks it. The check stands once for each item.',
    chinese: '显示该项的各份证明内容相同，本应显示该项的也没有缺失；逐项列出。',
    clause: 'GB/T 36903-2018, metadata elements',
    file: `${SOURCE}/agreement/inspect.ts`,
    code: 'ERR_AGREEMENT_DIFFERS',
  },
}
