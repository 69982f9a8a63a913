import type { Catalogue } from '@xinyin/core'
import { diffTrustLists, type TrustListEntry } from '@xinyin/core/trust'
import { EXIT, type Exit } from '../exit.ts'
import type { Session } from '../session.ts'
import { printable } from '../terminal/printable.ts'
import { toJson } from '../verify/json.ts'
import { orRefused, readList } from './read.ts'

const SAME = { en: 'The lists name the same.', 'zh-CN': '两个列表所列内容相同。' } as const

const MEMBERS: Catalogue = {
  status: { en: 'status', 'zh-CN': '状态' },
  since: { en: 'since', 'zh-CN': '起始时间' },
  until: { en: 'until', 'zh-CN': '截止时间' },
  licenceTypes: { en: 'types of licences', 'zh-CN': '证照类型' },
  regions: { en: 'regions', 'zh-CN': '地区' },
  issuers: { en: 'issuers', 'zh-CN': '签发机构' },
  history: { en: 'history', 'zh-CN': '历史' },
  entity: { en: 'name of the body', 'zh-CN': '机构名称' },
  name: { en: 'name of the service', 'zh-CN': '服务名称' },
}

const line = ({ role, subject, entity, certificate }: TrustListEntry) =>
  printable(`${role}  ${entity}  ${subject}  ${certificate.slice(0, 16)}…`, 400)

/** `xinyin trust diff`: who comes, who goes, and of whom what is changed. */
export function diffLists(
  before: string,
  after: string,
  { json = false }: { json?: boolean },
  session: Session,
): Promise<Exit> {
  const { terminal, language, colors } = session
  return orRefused(session, async () => {
    const [old, recent] = [await readList(before), await readList(after)]
    const { added, removed, changed } = diffTrustLists(old, recent)
    if (json) {
      terminal.out(toJson({ before: old.sequence, after: recent.sequence, added, removed, changed }))
      return EXIT.passed
    }
    const say = (member: string) => MEMBERS[member]?.[language] ?? member
    terminal.out(`${old.territory} #${old.sequence} → ${recent.territory} #${recent.sequence}`)
    for (const entry of added) terminal.out(colors.green(`+ ${line(entry)}`))
    for (const entry of removed) terminal.out(colors.red(`- ${line(entry)}`))
    for (const { after: entry, members } of changed)
      terminal.out(colors.yellow(`~ ${line(entry)}: ${printable(members.map(say).join(', '))}`))
    if (added.length + removed.length + changed.length === 0) terminal.out(`  ${SAME[language]}`)
    return EXIT.passed
  })
}
