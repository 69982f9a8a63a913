import type { Name } from '@xinyin/core'

/** Longer than the name of any authority or seal; what is longer matches nothing. */
const NAME_LIMIT = 400

/**
 * One form for names: full-width letters and brackets are the same as their plain twins, and white space is none.
 *
 * @returns `undefined` for what cannot be the name of an authority: nothing, or too much
 */
export function foldName(name: string): string | undefined {
  if (name.length > NAME_LIMIT) return undefined
  return name.normalize('NFKC').replace(/\s/g, '') || undefined
}

/**
 * What stands behind an authority's name in the name of its seal: `电子证照专用章`, `行政审批专用章（2）`. Repetitions
 * have an end, so that no name is long in the judging.
 */
const SEAL_WORDS =
  /^(?:电子|证照|行政|审批|许可|业务|政务|服务|登记|公){0,16}(?:专用)?(?:电子)?(?:印章|印|章)(?:\((?:\d{1,4}|[一二三四五六七八九十]{1,4})\))?$/

/**
 * Whether a seal is one of an authority: its name is the authority's, with nothing behind it but what a seal is. Both
 * names are folded.
 */
export function isSealOf(sealName: string, authority: string): boolean {
  if (!sealName.startsWith(authority)) return false
  return sealName.length === authority.length || SEAL_WORDS.test(sealName.slice(authority.length))
}

/** The folded names under which a certificate goes: its organisation and its common name. */
export function namesOf({ organization, commonName }: Name): ReadonlySet<string> {
  const names = [organization, commonName].map((name) => (name === undefined ? undefined : foldName(name)))
  return new Set(names.filter((name) => name !== undefined))
}
