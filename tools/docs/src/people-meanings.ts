import type { Meaning } from './meanings.ts'

const IDA = 'OpenID Identity Assurance Schema Definition 1.0'
const OURS = 'of no standard: a statement of ours'

/** What `docs/checks.md` says of the checks of verified claims and audit logs, in both languages. */
export const PEOPLE_MEANINGS: Readonly<Record<string, Meaning>> = {
  'verified-claims.source': {
    chinese: '核验信息来自已验证的令牌本身；聚合声明和分布式声明不看。',
    clause: 'OpenID Connect Core 1.0, 5.6.2',
    code: 'ERR_SSO_VERIFIED_CLAIMS_SOURCE',
  },
  'verified-claims.issuer': { chinese: '签发者正是该策略所针对的签发者。', clause: OURS },
  'verified-claims.form': {
    meaning: 'The value is written as the JSON Schema of the specification says.',
    chinese: '其值符合规范所附的 JSON Schema。',
    clause: `${IDA}, verified_claims`,
    code: 'ERR_SSO_VERIFIED_CLAIMS_FORM',
  },
  'verified-claims.framework': {
    meaning: 'Some of it stands under a trust framework that is believed; the rest is passed over.',
    chinese: '其中有依据可接受的信任框架核验的；其余略过。',
    clause: `${IDA}, trust_framework`,
    code: 'ERR_SSO_VERIFIED_CLAIMS_FRAMEWORK',
  },
  'verified-claims.level': {
    chinese: '`assurance_level` 达到要求；对照表中没有的按零级。',
    clause: `${IDA}, assurance_level`,
  },
  'verified-claims.time': {
    chinese: '核验时间不在将来，也不过久；规定了时限的必须写明时间。',
    clause: `${IDA}, time`,
  },
  'verified-claims.evidence': {
    chinese: '有规则所接受类型的核验依据。',
    clause: `${IDA}, evidence`,
  },
  'verified-claims.attester': {
    chinese: '核验依据由有权者核对、签名或作证，且没有他人参与。',
    clause: `${IDA}, check_details, attestation and issuer`,
  },
  'verified-claims.validity': {
    chinese: '作数的核验依据没有过期。',
    clause: `${IDA}, date_of_expiry`,
  },
  'verified-claims.claims': { chinese: '所索取的信息齐全。', clause: `${IDA}, claims` },
  'audit-log.form': {
    meaning:
      'Every entry is JSON with the members that entries have, a hash that is known and a kind of event.',
    chinese: '每条记录都是成员齐全的 JSON，摘要算法和事件类型均为已知。',
    clause: OURS,
    code: 'ERR_SSO_AUDIT_FORM',
  },
  'audit-log.name': { chinese: '记录属于本日志，不是从别的日志移来的。', clause: OURS },
  'audit-log.number': { chinese: '编号连续：没有缺失、移动或重复。', clause: OURS },
  'audit-log.hash': { chinese: '摘要与正文一致。', clause: OURS },
  'audit-log.link': { chinese: '记录写有前一条的摘要。', clause: OURS },
  'audit-log.head': {
    chinese: '留存的每个摘要都在日志中：日志没有被重写，末尾也没有被截去。',
    clause: OURS,
  },
}
