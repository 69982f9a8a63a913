import { type Catalogue, type Facts, type Language, render, type Sentence, TrustError } from './errors.ts'

/** ETSI EN 319 102-1: `indeterminate` means that what is needed to decide is missing, never 'probably fine'. */
export type Verdict = 'passed' | 'failed' | 'indeterminate'

/** One thing that was looked at. */
export interface Check {
  /** Stable, listed in `docs/checks.md`: `seal.maker-signature`. */
  readonly id: string
  readonly status: Verdict | 'skipped'
  /** Why it is not passed: `ERR_SEAL_MAKER_SIGNATURE`. */
  readonly code?: string
  readonly facts: Facts
}

/** Everything that was looked at, in order, and what it comes to. */
export interface Report<Subject> {
  readonly verdict: Verdict
  readonly checks: readonly Check[]
  /** What was read, as far as it could be. Trust it only when `verdict` is `passed`. */
  readonly subject: Subject | undefined
}

const NO_FACTS: Facts = /* @__PURE__ */ Object.freeze({})

export function passed(id: string, facts: Facts = NO_FACTS): Check {
  return { id, status: 'passed', facts }
}

export function failed(id: string, code: string, facts: Facts = {}): Check {
  return { id, status: 'failed', code, facts }
}

export function indeterminate(id: string, code: string, facts: Facts = {}): Check {
  return { id, status: 'indeterminate', code, facts }
}

/**
 * A check that was not made.
 *
 * @param because - the id of the check without which this one means nothing, or what is absent
 */
export function skipped(id: string, because: string): Check {
  return { id, status: 'skipped', facts: { because } }
}

/** The check that an error of a parser stands for. Anything but a `TrustError` is a fault of ours and is thrown on. */
export function failedBy(id: string, error: unknown): Check {
  if (error instanceof TrustError) return failed(id, error.code, error.facts)
  throw error
}

/** Failed if any failed; else indeterminate if any is, or if nothing passed; else passed. */
export function verdictOf(checks: readonly Check[]): Verdict {
  let isOpen = false
  let isPassed = false
  for (const { status } of checks) {
    if (status === 'failed') return 'failed'
    if (status === 'passed') isPassed = true
    // What is no status at all is no reason to trust anything.
    else if (status !== 'skipped') isOpen = true
  }
  return isPassed && !isOpen ? 'passed' : 'indeterminate'
}

export function createReport<Subject>(
  checks: readonly Check[],
  subject: Subject | undefined,
): Report<Subject> {
  return { verdict: verdictOf(checks), checks, subject }
}

/** The first check that decides the verdict: the first failed one, else the first indeterminate one. */
export function decidingCheck(report: Report<unknown>): Check | undefined {
  return (
    report.checks.find((check) => check.status === 'failed') ??
    report.checks.find((check) => check.status === 'indeterminate')
  )
}

/** The sentences of one package: titles by check id, reasons by code, and what may be absent by its name in `because`. */
export interface Vocabulary {
  readonly checks: Catalogue
  readonly codes: Catalogue
  readonly absences?: Catalogue
}

/** Says a check, or what decides a report, in words for people. */
export type Explain = (subject: Check | Report<unknown>, language: Language) => string

/** So many checks that lack the same are not told one by one. */
const MANY = 4

const STATUS: Catalogue = {
  passed: { en: 'passed', 'zh-CN': '通过' },
  failed: { en: 'failed', 'zh-CN': '未通过' },
  indeterminate: { en: 'cannot be decided', 'zh-CN': '无法判定' },
  skipped: { en: 'not checked ({because})', 'zh-CN': '未检查（{because}）' },
}

/** Makes `explain` for a package from its own vocabulary and those of the layers below. */
export function createExplain(...vocabularies: readonly Vocabulary[]): Explain {
  // Looked up in each: to put them together would take a while in every program, and few ask.
  const sentence = (table: keyof Vocabulary, key: string): Sentence | undefined =>
    vocabularies.findLast((vocabulary) => Object.hasOwn(vocabulary[table] ?? {}, key))?.[table]?.[key]

  /** Why a check was not made: what is absent, or the check on which it depends. */
  const sayWhy = (because: string, language: Language): string => {
    const title = sentence('checks', because)?.[language]
    if (title !== undefined) return language === 'en' ? `depends on: ${title}` : `取决于“${title}”`
    return sentence('absences', because)?.[language] ?? because
  }

  const explainCheck = (check: Check, language: Language): string => {
    const title = sentence('checks', check.id)?.[language] ?? check.id
    const status = STATUS[check.status]
    const { because } = check.facts
    const facts =
      typeof because === 'string' ? { ...check.facts, because: sayWhy(because, language) } : check.facts
    const outcome = status === undefined ? check.status : render(status, language, facts)
    const reason = check.code === undefined ? undefined : sentence('codes', check.code)
    const line = `${title}${language === 'en' ? ': ' : '：'}${outcome}`
    return reason === undefined
      ? line
      : `${line}${language === 'en' ? '. ' : '。'}${render(reason, language, check.facts)}`
  }

  /** The titles of what was not made; what many checks lack is said once in place of them. */
  const sayNotMade = (all: readonly Check[], language: Language): string[] => {
    const lacking = new Map<unknown, Set<string>>()
    for (const { id, status, facts } of all) {
      if (status !== 'skipped') continue
      const ids = lacking.get(facts['because']) ?? new Set()
      lacking.set(facts['because'], ids.add(id))
    }
    const said = new Set<string>()
    for (const [because, ids] of lacking) {
      const absence = sentence('absences', String(because))?.[language]
      if (absence !== undefined && ids.size >= MANY)
        said.add(language === 'en' ? `${absence} (${ids.size} checks)` : `${absence}（${ids.size} 项）`)
      else for (const id of ids) said.add(sentence('checks', id)?.[language] ?? id)
    }
    return [...said]
  }

  return (subject, language) => {
    if ('id' in subject) return explainCheck(subject, language)
    const deciding = decidingCheck(subject)
    if (deciding !== undefined) return explainCheck(deciding, language)
    const made = subject.checks.filter((check) => check.status === 'passed').length
    const titles = sayNotMade(subject.checks, language)
    if (language === 'en')
      return `${made} ${made === 1 ? 'check' : 'checks'} passed${titles.length > 0 ? `; not made: ${titles.join(', ')}` : ''}.`
    return `${made} 项检查通过${titles.length > 0 ? `；未检查：${titles.join('、')}` : ''}。`
  }
}
