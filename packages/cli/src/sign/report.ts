import { type Catalogue, type Facts, type Language, render } from '@xinyin/core'
import type { BatchResult } from '@xinyin/e-seal/batch'
import { sayCode } from '../checks.ts'
import { EXIT, type Exit } from '../exit.ts'
import type { Session } from '../session.ts'
import { printable } from '../terminal/printable.ts'

const COUNTS = {
  sealed: { en: '{count} signed', 'zh-CN': '本次签署 {count} 个' },
  'sealed-earlier': { en: '{count} signed earlier', 'zh-CN': '此前已签署 {count} 个' },
  failed: { en: '{count} failed', 'zh-CN': '失败 {count} 个' },
  untried: { en: '{count} not yet tried', 'zh-CN': '尚未处理 {count} 个' },
} as const satisfies Catalogue

/** So many results are named one by one; of more, only those that failed. */
const MAX_NAMED = 20

/** Says what became of the documents of a batch. */
export function reportBatch(
  results: readonly BatchResult[],
  { json = false }: { json?: boolean },
  { terminal, language, colors }: Session,
): Exit {
  for (const { id, outcome, digest, code, facts } of results) {
    if (json) terminal.out(JSON.stringify({ file: id, outcome, digest, code, facts }))
    else if (outcome === 'failed')
      terminal.out(`${colors.red('✗')} ${printable(id)}  ${sentence(code, facts, language)}`)
    else if (results.length <= MAX_NAMED && outcome !== 'untried')
      terminal.out(`${colors.green('✓')} ${printable(id)}`)
  }
  const count = (outcome: BatchResult['outcome']) => results.filter((each) => each.outcome === outcome).length
  if (!json) {
    const parts = (Object.keys(COUNTS) as (keyof typeof COUNTS)[])
      .filter((outcome) => count(outcome) > 0)
      .map((outcome) => render(COUNTS[outcome], language, { count: count(outcome) }))
    terminal.out(`  ${colors.dim(parts.join(language === 'en' ? ', ' : '，'))}`)
  }
  if (count('failed') > 0) return EXIT.failed
  return count('untried') > 0 ? EXIT.indeterminate : EXIT.passed
}

const sentence = (code = '', facts: Facts = {}, language: Language) =>
  `${printable(sayCode(code, facts, language), 400)} (${code})`
