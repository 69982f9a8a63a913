import type { Catalogue, Check } from '@xinyin/core'

/** What an official at a window asks of a licence, in the order in which he asks it. */
export const QUESTIONS = {
  genuine: { en: 'Genuine', 'zh-CN': '真伪' },
  issuer: { en: 'Issuer', 'zh-CN': '颁发机构' },
  identifier: { en: 'Identifier', 'zh-CN': '证照标识' },
  face: { en: 'Face', 'zh-CN': '版面' },
  validity: { en: 'In force', 'zh-CN': '有效期' },
  status: { en: 'Status', 'zh-CN': '证照状态' },
  version: { en: 'Version', 'zh-CN': '版本' },
  holder: { en: 'Holder', 'zh-CN': '持证人' },
  demand: { en: 'Wanted here', 'zh-CN': '所需证照' },
} as const satisfies Catalogue

export type Question = keyof typeof QUESTIONS

/** Checks that answer another question than whether the licence is genuine. */
const QUESTION_OF: Readonly<Record<string, Question>> = {
  'licence.issuer': 'issuer',
  'qr.certificate': 'issuer',
  'sd-jwt.issuer': 'issuer',
  'signature.signer-path': 'issuer',
  'seal.maker-path': 'issuer',
  'licence.identifier': 'identifier',
  'licence.face': 'face',
  'licence.validity': 'validity',
  'sd-jwt.time': 'validity',
  'licence.status': 'status',
  'licence.version': 'version',
  'licence.holder': 'holder',
  'sd-jwt.key-binding': 'holder',
  'sd-jwt.presentation': 'holder',
  'demand.type': 'demand',
  'demand.region': 'demand',
}

/** Every check belongs to a question, so that none that stands against a licence goes untold. */
function questionOf(id: string): Question {
  return QUESTION_OF[id] ?? (id.startsWith('path.') ? 'issuer' : 'genuine')
}

/** A question with the checks that answer it. */
export interface Answer {
  readonly question: Question
  /** The worst of its checks; `skipped` where none was made. */
  readonly status: Check['status']
  readonly checks: readonly Check[]
}

const WORST = ['failed', 'indeterminate', 'passed', 'skipped'] as const

/** Sorts the checks of a report by the questions that they answer. */
export function answersOf(checks: readonly Check[]): Answer[] {
  return (Object.keys(QUESTIONS) as Question[]).map((question) => {
    const own = checks.filter(({ id }) => questionOf(id) === question)
    const status = WORST.find((worst) => own.some((check) => check.status === worst)) ?? 'skipped'
    return { question, status, checks: own }
  })
}
