import type { Sentence } from '../errors.ts'

interface Registrar {
  readonly name: Sentence
  /** Classes of bodies 机构类别 by their character. */
  readonly categories: Readonly<Record<string, Sentence>>
}

const OTHER: Sentence = { en: 'other', 'zh-CN': '其他' }

/**
 * Registering departments 登记管理部门 by the first character, and what they register by the second (GB 32100-2015,
 * tables 1 and 2, with its later additions). Gathered from what registers publish, not from the text of the standard:
 * so one that is missing here is worth a warning and no refusal.
 */
const REGISTRARS: Readonly<Record<string, Registrar>> = {
  '1': {
    name: { en: 'state organisation', 'zh-CN': '机构编制' },
    categories: {
      '1': { en: 'body of state', 'zh-CN': '机关' },
      '2': { en: 'public institution', 'zh-CN': '事业单位' },
      '3': { en: 'people’s organisation', 'zh-CN': '编办直接管理机构编制的群众团体' },
      '9': OTHER,
    },
  },
  '2': { name: { en: 'foreign affairs', 'zh-CN': '外交' }, categories: { '1': OTHER, '9': OTHER } },
  '3': {
    name: { en: 'justice', 'zh-CN': '司法行政' },
    categories: {
      '1': { en: 'law firm', 'zh-CN': '律师执业机构' },
      '2': { en: 'notary office', 'zh-CN': '公证处' },
      '3': { en: 'grass-roots legal services', 'zh-CN': '基层法律服务所' },
      '4': { en: 'forensic institute', 'zh-CN': '司法鉴定机构' },
      '5': { en: 'arbitration commission', 'zh-CN': '仲裁委员会' },
      '9': OTHER,
    },
  },
  '4': { name: { en: 'culture', 'zh-CN': '文化' }, categories: { '1': OTHER, '9': OTHER } },
  '5': {
    name: { en: 'civil affairs', 'zh-CN': '民政' },
    categories: {
      '1': { en: 'association', 'zh-CN': '社会团体' },
      '2': { en: 'private non-enterprise unit', 'zh-CN': '民办非企业单位' },
      '3': { en: 'foundation', 'zh-CN': '基金会' },
      '4': { en: 'self-governing body of residents', 'zh-CN': '群众性自治组织' },
      '9': OTHER,
    },
  },
  '6': { name: { en: 'tourism', 'zh-CN': '旅游' }, categories: { '1': OTHER, '2': OTHER, '9': OTHER } },
  '7': {
    name: { en: 'religious affairs', 'zh-CN': '宗教' },
    categories: { '1': OTHER, '2': OTHER, '9': OTHER },
  },
  '8': {
    name: { en: 'trade unions', 'zh-CN': '工会' },
    categories: { '1': { en: 'grass-roots trade union', 'zh-CN': '基层工会' }, '9': OTHER },
  },
  '9': {
    name: { en: 'industry and commerce', 'zh-CN': '工商' },
    categories: {
      '1': { en: 'enterprise', 'zh-CN': '企业' },
      '2': { en: 'individual business', 'zh-CN': '个体工商户' },
      '3': { en: 'farmers’ cooperative', 'zh-CN': '农民专业合作社' },
      '9': OTHER,
    },
  },
  A: { name: { en: 'armed forces', 'zh-CN': '军队机构编制' }, categories: { '1': OTHER, '9': OTHER } },
  N: {
    name: { en: 'agriculture', 'zh-CN': '农业' },
    categories: {
      '1': { en: 'collective of a village group', 'zh-CN': '组级集体经济组织' },
      '2': { en: 'collective of a village', 'zh-CN': '村级集体经济组织' },
      '3': { en: 'collective of a township', 'zh-CN': '乡镇级集体经济组织' },
      '9': OTHER,
    },
  },
  Y: { name: OTHER, categories: { '1': OTHER } },
}

/** What the first two characters of a credit code say of who registered which kind of body. */
export interface RegistrarAndClass {
  readonly registrar: Sentence
  readonly category: Sentence
}

/** Looks up the first two characters of a credit code; `undefined` where one of them is not known. */
export function registrarOf(registrar: string, category: string): RegistrarAndClass | undefined {
  const found = Object.hasOwn(REGISTRARS, registrar) ? REGISTRARS[registrar] : undefined
  const kind = found && Object.hasOwn(found.categories, category) ? found.categories[category] : undefined
  return found && kind && { registrar: found.name, category: kind }
}
