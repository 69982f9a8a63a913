import type { Language } from '@xinyin/core'
import type { IdentifierFault, IdentifierProposal } from '@xinyin/e-license'
import { sayCode } from '../checks.ts'

const BY = {
  writing: {
    en: 'the same, written as it has to be',
    'zh-CN': '仅规范书写，内容不变',
  },
  computing: {
    en: 'right if the rest is right',
    'zh-CN': '其余部分无误时，应为此值',
  },
  guessing: {
    en: 'a guess: with this one slip mended all check characters agree; compare it with the licence',
    'zh-CN': '推测：改正这一处笔误后全部校验位相符，请与证照核对',
  },
} as const satisfies Record<IdentifierProposal['by'], Record<Language, string>>

/** How sure a proposal is. */
export const sayBy = (by: IdentifierProposal['by'], language: Language): string => BY[by][language]

/** A fault with its place, counted from 1 in characters as people count them. */
function placeOf(text: string, { start, end }: IdentifierFault): string {
  const first = [...text.slice(0, start)].length + 1
  const last = first + [...text.slice(start, end)].length - 1
  return last > first ? `${first}–${last}` : String(first)
}

export const sayFault = ({ code, facts }: IdentifierFault, language: Language): string =>
  sayCode(code, facts, language)

/** Faults of one kind told together: their places, and what they are. */
export function sayFaults(
  text: string,
  faults: readonly IdentifierFault[],
  language: Language,
): readonly { readonly places: string; readonly sentence: string }[] {
  const places = new Map<string, string[]>()
  for (const fault of faults) {
    const sentence = sayFault(fault, language)
    places.set(sentence, [...(places.get(sentence) ?? []), placeOf(text, fault)])
  }
  return [...places].map(([sentence, found]) => ({ sentence, places: found.join(', ') }))
}
