import type { Language } from '@xinyin/core'
import type { Finding } from './finding.ts'

interface Counts {
  readonly total: number
  readonly warnings: number
  readonly wrong: number
  /** Wrong ones for which something is proposed. */
  readonly mended: number
  /** How many have a fault, by its code. */
  readonly codes: ReadonlyMap<string, number>
}

/** Counts what is found. */
export interface Tally {
  readonly counts: Counts
  add(finding: Finding): void
  /** The counts in words, and the codes with the most frequent first. */
  say(language: Language): string
}

const group = (count: number) => count.toLocaleString('en-US')

function say({ total, warnings, wrong, mended, codes }: Counts, language: Language): string {
  const head =
    language === 'en'
      ? `${group(total)} identifiers: ${group(total - wrong)} right (${group(warnings)} with a warning), ${group(wrong)} wrong (${group(mended)} with a proposal).`
      : `共 ${group(total)} 个证照标识：正确 ${group(total - wrong)} 个（其中警告 ${group(warnings)} 个），错误 ${group(wrong)} 个（其中 ${group(mended)} 个有修改建议）。`
  const lines = [...codes]
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => `${group(count).padStart(11)}  ${code}`)
  return [head, ...lines].join('\n')
}

export function createTally(): Tally {
  const codes = new Map<string, number>()
  let counts: Counts = { total: 0, warnings: 0, wrong: 0, mended: 0, codes }
  return {
    get counts() {
      return counts
    },
    add({ status, faults, proposals }) {
      counts = {
        codes,
        total: counts.total + 1,
        warnings: counts.warnings + (status === 'warning' ? 1 : 0),
        wrong: counts.wrong + (status === 'wrong' ? 1 : 0),
        mended: counts.mended + (status === 'wrong' && proposals.length > 0 ? 1 : 0),
      }
      for (const code of new Set(faults.map((fault) => fault.code)))
        codes.set(code, (codes.get(code) ?? 0) + 1)
    },
    say: (language) => say(counts, language),
  }
}
