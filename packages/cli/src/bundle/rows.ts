import type { Catalogue, Language } from '@xinyin/core'
import { parseRevocationBundle } from '@xinyin/core/revocation'
import { parseTrustList } from '@xinyin/core/trust'
import type { BundleContent } from '@xinyin/e-license/bundle'
import { parseStatusListToken } from '@xinyin/e-license/status'
import type { Row } from '../terminal/columns.ts'

const ROWS = {
  bundle: { en: 'Bundle', 'zh-CN': '离线包' },
  sequence: { en: 'Sequence number', 'zh-CN': '序号' },
  issuedAt: { en: 'Made at', 'zh-CN': '制作时间' },
  nextUpdate: { en: 'Next one due', 'zh-CN': '下次更新' },
  trustList: { en: 'Trust list', 'zh-CN': '信任列表' },
  statusList: { en: 'Status list', 'zh-CN': '状态列表' },
  crl: { en: 'Revocation list', 'zh-CN': '吊销列表' },
  ocsp: { en: 'OCSP answers', 'zh-CN': 'OCSP 响应数' },
  identifiers: { en: 'Newest versions', 'zh-CN': '最新版本标识数' },
} as const satisfies Catalogue

const AGES = {
  minutes: { en: 'min old', 'zh-CN': ' 分钟前' },
  hours: { en: 'h old', 'zh-CN': ' 小时前' },
  days: { en: 'd old', 'zh-CN': ' 天前' },
} as const satisfies Catalogue

const time = (date: Date | undefined) => date?.toISOString().replace(/\.000Z$/, 'Z') ?? '-'

/** How old something is, as far as it matters: `3 h old`. */
export function sayAge(made: Date, at: Date, language: Language): string {
  const minutes = Math.max(0, Math.floor((at.getTime() - made.getTime()) / 60_000))
  const hours = Math.floor(minutes / 60)
  const [count, unit] =
    hours < 2
      ? [minutes, AGES.minutes]
      : hours < 48
        ? [hours, AGES.hours]
        : [Math.floor(hours / 24), AGES.days]
  return language === 'en' ? `${count} ${unit.en}` : `${count}${unit['zh-CN']}`
}

/** What is in a bundle, and how fresh each part is. Nothing of it is verified here. */
export function bundleRows(content: BundleContent, at: Date, language: Language): Row[] {
  const row = (name: keyof typeof ROWS, value: string): Row => ({ label: ROWS[name][language], value })
  const span = (made: Date, until: Date | undefined) =>
    `${time(made)} → ${time(until)}, ${sayAge(made, at, language)}`
  const { crls, ocspResponses } =
    content.revocation === ''
      ? { crls: [], ocspResponses: [] }
      : parseRevocationBundle(content.revocation, { maxBytes: content.revocation.length, maxBlocks: 10_000 })
  return [
    row('bundle', content.bundle),
    row('sequence', String(content.sequence)),
    row('issuedAt', `${time(content.issuedAt)}, ${sayAge(content.issuedAt, at, language)}`),
    row('nextUpdate', time(content.nextUpdate)),
    ...content.trustLists.map(({ territory, jws }) => {
      const { sequence, issuedAt, nextUpdate } = parseTrustList(jws)
      return row('trustList', `${territory} #${sequence}  ${span(issuedAt, nextUpdate)}`)
    }),
    ...content.statusLists.map((list) => {
      const { uri, bits, issuedAt, expiresAt } = parseStatusListToken(list).content
      return row('statusList', `${uri}  ${bits} bit  ${span(issuedAt, expiresAt)}`)
    }),
    ...crls.map(({ issuer, thisUpdate, nextUpdate }) =>
      row('crl', `${issuer.text}  ${span(thisUpdate, nextUpdate)}`),
    ),
    row('ocsp', String(ocspResponses.length)),
    row('identifiers', String(content.identifiers.length)),
  ]
}
