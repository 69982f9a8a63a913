import type { Language } from '@xinyin/core'
import type { OfdSignature } from '@xinyin/e-seal/ofd'
import { EXIT, type Exit } from '../exit.ts'
import type { Session } from '../session.ts'
import { pad } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import { ENTRY_KINDS } from './kind.ts'
import { lookInto, openOfd } from './open.ts'

const WORDS = {
  none: { en: 'The document carries no signature.', 'zh-CN': '文件中没有签名。' },
  covered: { en: 'covered', 'zh-CN': '已覆盖' },
  uncovered: { en: 'not covered', 'zh-CN': '未覆盖' },
  apart: { en: 'part of a signature, or made after it', 'zh-CN': '签名自身的文件，或其后产生' },
  note: {
    en: 'Named, not verified: "xinyin verify" says whether they are unchanged.',
    'zh-CN': '仅列出签名所列的文件，未作验证；是否被改动请用“xinyin verify”。',
  },
} as const

type Mark = 'covered' | 'uncovered' | 'apart'

const SYMBOLS: Readonly<Record<Mark, string>> = { covered: '●', uncovered: '○', apart: '·' }

/** `xinyin ofd coverage`: entries against signatures. */
export const showCoverage = (
  file: string,
  { json = false }: { json?: boolean },
  session: Session,
): Promise<Exit> =>
  lookInto(session, async () => {
    const { terminal, language, colors } = session
    const { ofd, kindOf, ...opened } = await openOfd(file)
    const signatures = opened.signatures.map((signature) => {
      const [covered, uncovered] = [new Set(signature.covered), new Set(signature.uncovered)]
      const mark = (entry: string): Mark =>
        covered.has(entry) ? 'covered' : uncovered.has(entry) ? 'uncovered' : 'apart'
      return { signature, mark }
    })
    const names = [...ofd.files.keys()]
    if (json) {
      for (const entry of names) {
        const marks = signatures.map(({ signature, mark }) => [signature.id, mark(entry)])
        terminal.out(
          JSON.stringify({ file, entry, kind: kindOf(entry), signatures: Object.fromEntries(marks) }),
        )
      }
      return EXIT.passed
    }
    if (signatures.length === 0) {
      terminal.out(WORDS.none[language])
      return EXIT.passed
    }
    const paint = { covered: colors.green, uncovered: colors.red, apart: colors.dim }
    for (const [i, { signature }] of signatures.entries()) terminal.out(headline(i + 1, signature, language))
    terminal.out(`  ${signatures.map((_, i) => pad(String(i + 1), 3)).join('')}`)
    for (const entry of names) {
      const marks = signatures.map(({ mark }) => paint[mark(entry)](pad(SYMBOLS[mark(entry)], 3)))
      const kind = pad(ENTRY_KINDS[kindOf(entry)][language], 20)
      terminal.out(`  ${marks.join('')}${colors.dim(kind)}${printable(entry, 1000)}`)
    }
    const legend = (['covered', 'uncovered', 'apart'] as const).map(
      (mark) => `${paint[mark](SYMBOLS[mark])} ${WORDS[mark][language]}`,
    )
    terminal.out(`  ${legend.join('   ')}`)
    terminal.out(`  ${colors.dim(WORDS.note[language])}`)
    return EXIT.passed
  })

/** `1  s001  某市电子证照专用章 · 张三 · 2026-05-22T01:02:03Z  12 covered`. */
function headline(number: number, signature: OfdSignature, language: Language): string {
  const { id, sealName, signer, time, covered, uncovered } = signature
  const who = [sealName, signer?.text, time?.toISOString()].filter((part) => part !== undefined)
  const counts = [
    `${covered.length} ${WORDS.covered[language]}`,
    ...(uncovered.length > 0 ? [`${uncovered.length} ${WORDS.uncovered[language]}`] : []),
  ]
  return `${number}  ${printable(id, 40)}  ${printable(who.join(' · '))}  ${counts.join(', ')}`
}
