/** Somebody to sign in as. All are made up: the regions 000000 and 990000 do not exist, and nobody is called 测试. */
export interface Persona {
  /** What the sign-in page and tests call the persona; also `sub` at the provider. */
  readonly id: string
  readonly kind: 'natural-person' | 'legal-person'
  /** Of the natural person 自然人, or of the agent 经办人 who acts for the legal person. */
  readonly name: string
  /** Citizen number 公民身份号码 with a right check character. The provider never gives it to portals. */
  readonly idNumber: string
  /** The legal person 法人, with a unified social credit code 统一社会信用代码 whose check characters are right. */
  readonly legalPerson?: { readonly name: string; readonly uscc: string }
  /** Assurance level 实名等级: 3, matched with population data; 4, seen in person. */
  readonly level: 3 | 4
}

/** A natural person at level 3, one at level 4, and a legal person with its agent. */
export const PERSONAS: readonly Persona[] = [
  { id: 'natural-3', kind: 'natural-person', name: '测试甲', idNumber: '990000190001010016', level: 3 },
  { id: 'natural-4', kind: 'natural-person', name: '测试乙', idNumber: '990000190001010024', level: 4 },
  {
    id: 'legal-4',
    kind: 'legal-person',
    name: '测试丙',
    idNumber: '990000190001010032',
    legalPerson: { name: '测试建设工程有限公司', uscc: '91000000000000000K' },
    level: 4,
  },
]
