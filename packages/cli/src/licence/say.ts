import { type Catalogue, type Facts, type Language, render, type Sentence } from '@xinyin/core'
import { LICENCE_VOCABULARY, type Licence, type LicenceForm } from '@xinyin/e-license'
import { sayAge } from '../bundle/rows.ts'
import { CLI_ABSENCES, explain } from '../checks.ts'
import { VERDICTS } from '../verify/format.ts'
import type { Answer, Question } from './questions.ts'

const GENUINE = {
  ofd: { en: 'seal and signature hold, nothing was changed since', 'zh-CN': '印章与签名有效，内容未被改动' },
  'sd-jwt': {
    en: 'the issuer signed the {disclosed} items that are shown',
    'zh-CN': '披露的 {disclosed} 项均为签发者所签',
  },
  qr: { en: 'the issuer signed what the code says', 'zh-CN': '二维码内容为签发者所签' },
} as const satisfies Record<LicenceForm, Sentence>

const YES = {
  issuer: { en: '{authority}, certified by {anchor}', 'zh-CN': '{authority}，证书可追溯到“{anchor}”' },
  granted: {
    en: '{authority}, certified by {anchor}, which may issue this type in this region',
    'zh-CN': '{authority}，证书可追溯到“{anchor}”，有权在该区划签发该类证照',
  },
  identifier: { en: 'sound, and of this type and issuer', 'zh-CN': '校验正确，与证照类型、颁发机构相符' },
  face: { en: 'shows the {items} items of the metadata', 'zh-CN': '与元数据的 {items} 项一致' },
  period: { en: '{from} to {until}', 'zh-CN': '{from} 至 {until}' },
  endless: { en: 'from {from}, without an end', 'zh-CN': '自 {from} 起长期有效' },
  status: { en: 'valid; list {age}, of {by}', 'zh-CN': '有效；状态列表签发于 {age}（{by}）' },
  version: { en: 'no newer one is known', 'zh-CN': '未发现更新的版本' },
  comparison: { en: 'name and number are those of a holder', 'zh-CN': '姓名与号码同持证主体一致' },
  'key-binding': { en: 'proved to hold the key, for this request', 'zh-CN': '已就本次请求证明持有密钥' },
  demand: { en: 'of the type and region asked for', 'zh-CN': '类型与区划符合要求' },
} as const satisfies Catalogue

const NOT_COMPARED = {
  en: 'not compared; made out to {names}',
  'zh-CN': '未核对；证照载明：{names}',
} as const

const NOT_ASKED = { en: 'not checked: {why}', 'zh-CN': '未检查：{why}' } as const

/** What a name of a certificate calls its owner. */
const commonName = (text: string): string => /(?:^|,)CN=((?:\\.|[^,\\])+)/.exec(text)?.[1] ?? text

/** The facts of all checks of an answer; of two of one name those of the first. */
const factsOf = ({ checks }: Answer): Facts =>
  Object.assign({}, ...checks.toReversed().map(({ facts }) => facts))

/** One line that answers a question; what stands against the licence is told in lines of its own. */
export function sayAnswer(answer: Answer, licence: Licence | undefined, language: Language): string {
  if (answer.status === 'skipped') return saySkipped(answer, licence, language)
  if (answer.status !== 'passed') return VERDICTS[answer.status][language]
  const sentence = sentenceOf(answer, licence)
  return sentence === undefined
    ? VERDICTS.passed[language]
    : render(sentence, language, wordsOf(answer, language))
}

function sentenceOf({ question, checks }: Answer, licence: Licence | undefined): Sentence | undefined {
  const facts = (id: string) => checks.find((check) => check.id === id)?.facts ?? {}
  switch (question) {
    case 'genuine':
      return licence && GENUINE[licence.form]
    case 'issuer':
      return checks.some(({ id, status }) => id === 'path.grant' && status === 'passed')
        ? YES.granted
        : YES.issuer
    case 'validity':
      return facts('licence.validity')['until'] === undefined ? YES.endless : YES.period
    case 'holder':
      return facts('licence.holder')['by'] === 'comparison' ? YES.comparison : YES['key-binding']
    default:
      return YES[question satisfies Exclude<Question, 'genuine' | 'issuer' | 'validity' | 'holder'>]
  }
}

function wordsOf(answer: Answer, language: Language): Facts {
  const facts = factsOf(answer)
  const { anchor = '', by = '', listedAt = '', age = 0 } = facts
  const made = new Date(String(listedAt))
  const told = new Date(made.getTime() + Number(age) * 1000)
  return {
    ...facts,
    anchor: commonName(String(anchor)),
    by: commonName(String(by)),
    age: listedAt === '' ? '' : sayAge(made, told, language),
  }
}

function saySkipped({ question, checks }: Answer, licence: Licence | undefined, language: Language): string {
  const names = licence?.holders.flatMap(({ name }) => name ?? []) ?? []
  const [first] = checks.filter(({ id }) => id.startsWith(question === 'holder' ? 'licence.' : ''))
  const because = String(first?.facts['because'] ?? '')
  if (question === 'holder' && because === 'holder' && names.length > 0)
    return render(NOT_COMPARED, language, { names: names.join(language === 'en' ? ', ' : '、') })
  const absences: Catalogue = { ...LICENCE_VOCABULARY.absences, ...CLI_ABSENCES }
  const why = absences[because]
  if (why !== undefined) return render(NOT_ASKED, language, { why: why[language] })
  return first === undefined ? '' : explain(first, language)
}
