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
 * What seals of authorities are for, as their names say it. A list, since a name that is not on it may be that of a
 * branch or an office below: `滨江专用章`.
 */
const PURPOSES = [
  '电子|证照|证书|证明|执照|营业执照|许可|许可证|行政|审批|审核|核准|批准|公',
  '业务|政务|服务|登记|注册|备案|年检|签发|监制|资格|资质|认证|检验',
  '不动产|婚姻|户口|户籍|出入境|身份证|驾驶证|行驶证|出生医学|施工|建设工程|建筑工程',
  '规划|卫生|食品经营|药品经营|安全生产|社会保险|医疗保险|公积金',
].join('|')

/**
 * What stands behind an authority's name in the name of its seal: `电子证照专用章`, `行政审批专用章（2）`. Repetitions
 * have an end, so that no name is long in the judging.
 */
const SEAL_WORDS = /* @__PURE__ */ new RegExp(
  `^(?:${PURPOSES}){0,8}(?:专用)?(?:电子)?(?:印章|印|章)(?:\\((?:\\d{1,4}|[一二三四五六七八九十]{1,4})\\))?$`,
)

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
