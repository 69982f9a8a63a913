import type { Catalogue } from '@xinyin/core'

/** The codes of comparing proofs of one licence, with their sentences. */
export const AGREEMENT_CODES = {
  ERR_AGREEMENT_PROOF: {
    en: 'Proof {proof} ({form}) does not hold by itself: {reason}.',
    'zh-CN': '第 {proof} 份证明（{form}）自身未通过核验：{reason}。',
  },
  ERR_AGREEMENT_DIFFERS: {
    en: 'The proofs do not say the same of {element}; {deviating} says otherwise.',
    'zh-CN': '各份证明的 {element} 不一致，{deviating} 与其他不同。',
  },
  ERR_AGREEMENT_NOTHING_COMMON: {
    en: 'The proofs show nothing by which they would be of one licence.',
    'zh-CN': '各份证明没有共同显示可确认为同一证照的内容。',
  },
} as const satisfies Catalogue

/** The checks of comparing proofs of one licence, with their titles. */
export const AGREEMENT_CHECKS = {
  'agreement.proof': { en: 'The proof holds by itself', 'zh-CN': '证明自身有效' },
  'agreement.licence': { en: 'The proofs are of one licence', 'zh-CN': '各份证明属于同一证照' },
  'agreement.item': { en: 'The proofs say the same', 'zh-CN': '各份证明内容一致' },
} as const satisfies Catalogue

/** What may be absent in comparing proofs. */
export const AGREEMENT_ABSENCES: Catalogue = {
  'item-in-another-proof': { en: 'one proof alone shows it', 'zh-CN': '仅一份证明显示' },
  'readable-proofs': { en: 'there are not two that can be read', 'zh-CN': '可读取的证明不足两份' },
}
