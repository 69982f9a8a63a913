import { styleText } from 'node:util'
import type { Language, Sentence } from '@xinyin/core'

const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || ''

/** The language of whoever runs the demo. */
export const language: Language = /^zh/i.test(locale) ? 'zh-CN' : 'en'

const paint = (style: 'green' | 'red' | 'yellow' | 'dim' | 'bold', text: string) =>
  process.stdout.isTTY && !process.env['NO_COLOR'] ? styleText(style, text) : text

let number = 0

/** One step that was done, with what it showed. */
export function tell(sentence: Sentence, detail = ''): void {
  number += 1
  const mark = paint('green', '✓')
  console.log(
    `${String(number).padStart(2)} ${mark} ${sentence[language]}${detail && paint('dim', `  ${detail}`)}`,
  )
}

export function heading(text: string): void {
  console.log(`\n${paint('bold', text)}`)
}

/** A line that belongs to the step before it. */
export function note(text: string): void {
  console.log(`     ${text}`)
}

/** Ends the demo when something did not come out as it must. */
export function must(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`The demo did not do what it should: ${what}`)
}
