/** A legal person 法人, with a unified social credit code 统一社会信用代码 whose check characters are right. */
export interface PersonaCompany {
  readonly name: string
  readonly uscc: string
}

/** That somebody may act for a company. */
export interface PersonaMandate {
  readonly id: string
  readonly company: PersonaCompany
  readonly actingAs: 'agent' | 'representative'
  /** How long after the sign-in it ends, in seconds; never unless given, which an agent's must be. */
  readonly seconds?: number
}

/** Somebody to sign in as. All are made up: the regions 000000 and 990000 do not exist, and nobody is called 测试. */
export interface Persona {
  /** What the sign-in page and tests call the persona; also `sub` at the provider. */
  readonly id: string
  readonly kind: 'natural-person' | 'legal-person' | 'civil-servant'
  /** Who it is, in a few words. */
  readonly title: { readonly en: string; readonly 'zh-CN': string }
  /** Of the natural person 自然人, or of who sits at the screen for the legal person. */
  readonly name: string
  /** Citizen number 公民身份号码 with a right check character. The provider never gives it to portals. */
  readonly idNumber: string
  /** In whose name a company's own account signs in. */
  readonly legalPerson?: PersonaCompany
  /** Signs in by network identity 网络身份: portals get neither name nor number. */
  readonly networkIdentity?: true
  /** Companies that the person may act for 经办人、法定代表人. */
  readonly mandates?: readonly PersonaMandate[]
  /** Minors for whom the person may act as their guardian, by their ids: until each is of age. */
  readonly wards?: readonly string[]
  /** Guardians 监护人 of a minor 未成年人, by their ids. */
  readonly guardians?: readonly string[]
  /** The body that a civil servant 公职人员 serves, and as what. */
  readonly office?: { readonly organisation: PersonaCompany; readonly post: string }
  /** Assurance level 实名等级: 1, an account; 2, a name; 3, matched with population data; 4, seen in person. */
  readonly level: 1 | 2 | 3 | 4
}

const BUILDERS: PersonaCompany = { name: '测试建设工程有限公司', uscc: '91000000000000000K' }
const BAKERS: PersonaCompany = { name: '测试食品有限公司', uscc: '91000000000000107Y' }
const BUREAU: PersonaCompany = { name: '测试市住房和城乡建设局', uscc: '11000000000000203G' }
const YEAR = 31_536_000

/** Natural persons at every level, a company's account, an agent, a minor, a civil servant, and somebody without a name. */
export const PERSONAS: readonly Persona[] = [
  {
    id: 'natural-1',
    kind: 'natural-person',
    title: { en: 'natural person, an account only', 'zh-CN': '自然人，仅注册账号' },
    name: '测试丁',
    idNumber: '990000190001010040',
    level: 1,
  },
  {
    id: 'natural-2',
    kind: 'natural-person',
    title: { en: 'natural person, name not matched', 'zh-CN': '自然人，姓名未核验' },
    name: '测试戊',
    idNumber: '990000190001010059',
    level: 2,
  },
  {
    id: 'natural-3',
    kind: 'natural-person',
    title: { en: 'natural person', 'zh-CN': '自然人' },
    name: '测试甲',
    idNumber: '990000190001010016',
    level: 3,
  },
  {
    id: 'natural-4',
    kind: 'natural-person',
    title: { en: 'natural person, seen in person; guardian', 'zh-CN': '自然人，已实人认证；监护人' },
    name: '测试乙',
    idNumber: '990000190001010024',
    wards: ['minor-2'],
    level: 4,
  },
  {
    id: 'legal-4',
    kind: 'legal-person',
    title: { en: 'a company’s own account', 'zh-CN': '法人账号' },
    name: '测试丙',
    idNumber: '990000190001010032',
    legalPerson: BUILDERS,
    level: 4,
  },
  {
    id: 'agent-4',
    kind: 'natural-person',
    title: { en: 'agent of one company, representative of another', 'zh-CN': '经办人，兼另一企业法定代表人' },
    name: '测试己',
    idNumber: '990000190001010067',
    mandates: [
      { id: 'builders', company: BUILDERS, actingAs: 'agent', seconds: YEAR },
      { id: 'bakers', company: BAKERS, actingAs: 'representative' },
    ],
    level: 4,
  },
  {
    id: 'agent-brief',
    kind: 'natural-person',
    title: {
      en: 'agent whose mandate ends a minute after signing in',
      'zh-CN': '经办人，授权在登录一分钟后到期',
    },
    name: '测试庚',
    idNumber: '990000190001010075',
    mandates: [{ id: 'builders-brief', company: BUILDERS, actingAs: 'agent', seconds: 60 }],
    level: 3,
  },
  {
    id: 'minor-2',
    kind: 'natural-person',
    title: { en: 'minor, with a guardian', 'zh-CN': '未成年人，有监护人' },
    name: '测试小乙',
    idNumber: '990000201501010013',
    guardians: ['natural-4'],
    level: 2,
  },
  {
    id: 'staff-4',
    kind: 'civil-servant',
    title: { en: 'civil servant', 'zh-CN': '公职人员' },
    name: '测试辛',
    idNumber: '990000190001010083',
    office: { organisation: BUREAU, post: '审批科' },
    level: 4,
  },
  {
    id: 'network-4',
    kind: 'natural-person',
    title: { en: 'network identity: no name, no number', 'zh-CN': '网络身份：不提供姓名与号码' },
    name: '测试壬',
    idNumber: '990000190001010091',
    networkIdentity: true,
    level: 4,
  },
]
