import type { Check, Explain, Language, Report } from '@xinyin/core'
import { LOCAL_TIME_MS } from '../../verify/moments.ts'
import { KIND_WORDS, WORDS } from './explain-words.ts'
import type { FileKind } from './file-kind.ts'
import type { OfdSignature, OfdSubject } from './subject.ts'
import { printable } from './zip/name.ts'

/** Problems, pages and files that are named; more are counted. */
const MAX_SHOWN = 8

/** Whether a report is one on a sealed document. */
export function isOfdReport(subject: Check | Report<unknown>): subject is Report<OfdSubject> {
  return 'checks' in subject && subject.checks.some(({ id }) => id === 'ofd.package')
}

/**
 * Says a report on a sealed document as an official would write it: the verdict, each signature with its seal, who signed,
 * when and by which clock, what it covers and what came after, and all that stands against it.
 *
 * @param sayCheck - says one check
 */
export function explainOfd(report: Report<OfdSubject>, language: Language, sayCheck: Explain): string {
  const words = WORDS[language]
  const { verdict, checks, subject } = report
  const lines: string[] = [words.verdict[verdict]]
  const signatures = subject?.signatures ?? []
  if (subject !== undefined) {
    const titles = subject.documents.flatMap(({ info: { title } }) =>
      title === undefined ? [] : [tidy(title)],
    )
    if (titles.length > 0) lines.push(words.title(titles.join(words.comma)))
    lines.push(words.count(signatures.length))
    if (verdict !== 'passed' && signatures.length > 0) lines.push(words.unproven)
  }
  for (const [i, signature] of signatures.entries())
    lines.push(
      words.item(
        i + 1,
        saySignature(signature, subject?.kinds ?? new Map(), pagesOf(subject, signature), language),
      ),
    )
  const against = checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  if (against.length > 0) {
    lines.push(words.problems(against.length))
    for (const check of against.slice(0, MAX_SHOWN))
      lines.push(`- ${whose(check, language)}${sayCheck(check, language)}`)
    if (against.length > MAX_SHOWN) lines.push(`- ${words.more(against.length - MAX_SHOWN)}`)
  }
  return lines.join('\n')
}

const tidy = (text: string) => printable(text).slice(0, 100)

function whose({ facts }: Check, language: Language): string {
  const { signature } = facts
  return typeof signature === 'string' ? WORDS[language].of(tidy(signature)) : ''
}

/** Numbers of the pages on which a signature shows, from 1. */
function pagesOf(subject: OfdSubject | undefined, { document, stamps }: OfdSignature): number[] {
  const pages = subject?.documents[document]?.pages.map(({ id }) => id) ?? []
  const numbers = stamps.map(({ page }) => pages.indexOf(page) + 1).filter((number) => number > 0)
  return [...new Set(numbers)].sort((a, b) => a - b)
}

function saySignature(
  signature: OfdSignature,
  kinds: ReadonlyMap<string, FileKind>,
  pages: readonly number[],
  language: Language,
): string {
  const words = WORDS[language]
  const { id, type, sealName, signer, maker, time, provenAt, uncovered, after } = signature
  const unknown = words.unknown
  const parts = [
    type === 'Seal' ? words.seal(tidy(sealName ?? unknown)) : words.sign,
    words.signer(tidy(signer?.commonName ?? signer?.text ?? unknown)),
    ...(maker === undefined ? [] : [words.maker(tidy(maker.commonName ?? maker.text))]),
    time === undefined ? words.noTime : words.claimed(sayTime(time, language), provenAt === undefined),
    ...(provenAt === undefined ? [] : [words.proven(sayTime(provenAt, language))]),
    pages.length === 0 ? words.unseen : words.pages(shorten(pages.map(String), language)),
    uncovered.length === 0
      ? words.covered
      : words.uncovered(shorten(uncovered.map(tidy), language), sayKinds(uncovered, kinds, language)),
    after.signatures.length === 0 ? words.last : words.after(shorten(after.signatures.map(tidy), language)),
  ]
  return `${words.number(tidy(id))}${parts.join(words.semicolon)}${words.stop}`
}

function sayKinds(
  files: readonly string[],
  kinds: ReadonlyMap<string, FileKind>,
  language: Language,
): string {
  const found = new Set(files.map((file) => kinds.get(file) ?? 'unnamed'))
  return [...found].map((kind) => KIND_WORDS[kind][language]).join(WORDS[language].comma)
}

function shorten(items: readonly string[], language: Language): string {
  const { comma, more } = WORDS[language]
  const shown = items.slice(0, MAX_SHOWN).join(comma)
  return items.length > MAX_SHOWN ? `${shown}${comma}${more(items.length - MAX_SHOWN)}` : shown
}

/** A time as clocks in China show it. */
function sayTime(time: Date, language: Language): string {
  const local = new Date(time.getTime() + LOCAL_TIME_MS).toISOString()
  const clock = local.slice(11, 19)
  if (language === 'en') return `${local.slice(0, 10)} ${clock} (UTC+8)`
  return `${Number(local.slice(0, 4))}年${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日 ${clock}（北京时间）`
}
