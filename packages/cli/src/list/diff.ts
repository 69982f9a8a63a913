import { diffTrustLists, type TrustListEntry } from '@xinyin/core/trust'
import { EXIT, type Exit } from '../exit.ts'
import type { Session } from '../session.ts'
import { printable } from '../terminal/printable.ts'
import { toJson } from '../verify/json.ts'
import { orRefused, readList } from './read.ts'

const SAME = { en: 'The lists name the same.', 'zh-CN': '两个列表所列内容相同。' } as const

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
    terminal.out(`${old.territory} #${old.sequence} → ${recent.territory} #${recent.sequence}`)
    for (const entry of added) terminal.out(colors.green(`+ ${line(entry)}`))
    for (const entry of removed) terminal.out(colors.red(`- ${line(entry)}`))
    for (const { after: entry, members } of changed)
      terminal.out(colors.yellow(`~ ${line(entry)}: ${printable(members.join(', '))}`))
    if (added.length + removed.length + changed.length === 0) terminal.out(`  ${SAME[language]}`)
    return EXIT.passed
  })
}
