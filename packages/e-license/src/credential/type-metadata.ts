import type { Sentence } from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import { LICENCE_VCT, licenceVct } from '../metadata/claims.ts'
import type { ExtensionItem } from '../metadata/extension.ts'

/** As much of a licence type as its metadata tells. An entry of a catalogue is one. */
export interface DescribedType {
  /** 证照类型代码. */
  readonly code: string
  /** 证照名称. */
  readonly name: string
  /** What it is called in English, where that is known. */
  readonly englishName?: string
  readonly extensions?: readonly Pick<ExtensionItem, 'name' | 'label' | 'needed'>[]
}

interface ClaimLabel {
  readonly path: readonly (string | null)[]
  readonly label: Sentence
  /** Whether every licence has it. */
  readonly mandatory?: true
  /** Whether its holder cannot withhold it. */
  readonly shown?: true
}

/** The claims of every licence, under the names that GB/T 36903 gives the elements. */
const CLAIMS: readonly ClaimLabel[] = [
  {
    path: ['licence_name'],
    label: { en: 'Name of the licence', 'zh-CN': '证照名称' },
    mandatory: true,
    shown: true,
  },
  {
    path: ['licence_type_code'],
    label: { en: 'Type code', 'zh-CN': '证照类型代码' },
    mandatory: true,
    shown: true,
  },
  { path: ['licence_number'], label: { en: 'Licence number', 'zh-CN': '证照编号' }, mandatory: true },
  { path: ['licence_identifier'], label: { en: 'Licence identifier', 'zh-CN': '证照标识' }, mandatory: true },
  {
    path: ['issuing_authorities', null, 'name'],
    label: { en: 'Issuing authority', 'zh-CN': '证照颁发机构' },
    mandatory: true,
    shown: true,
  },
  {
    path: ['issuing_authorities', null, 'code'],
    label: { en: 'Code of the issuing authority', 'zh-CN': '证照颁发机构代码' },
    mandatory: true,
    shown: true,
  },
  { path: ['issue_date'], label: { en: 'Date of issue', 'zh-CN': '证照颁发日期' }, mandatory: true },
  { path: ['holders', null, 'name'], label: { en: 'Holder', 'zh-CN': '持证主体' }, mandatory: true },
  {
    path: ['holders', null, 'code'],
    label: { en: 'Code of the holder', 'zh-CN': '持证主体代码' },
    mandatory: true,
  },
  {
    path: ['holders', null, 'code_type'],
    label: { en: 'Kind of the holder’s code', 'zh-CN': '持证主体代码类型代码' },
    mandatory: true,
  },
  { path: ['valid_from'], label: { en: 'Valid from', 'zh-CN': '证照有效期起始日期' }, shown: true },
  { path: ['valid_until'], label: { en: 'Valid until', 'zh-CN': '证照有效期截止日期' }, shown: true },
  { path: ['signing', 'signer'], label: { en: 'Signed by', 'zh-CN': '证照签章人' } },
  { path: ['signing', 'signed_at'], label: { en: 'Time of the seal', 'zh-CN': '证照签章时间' } },
  { path: ['signing', 'seal_name'], label: { en: 'Name of the seal', 'zh-CN': '证照签章名称' } },
  { path: ['annotation', 'purpose'], label: { en: 'Purpose of the copy', 'zh-CN': '加注事由' }, shown: true },
  { path: ['annotation', 'maker'], label: { en: 'Maker of the copy', 'zh-CN': '加注件制作者' }, shown: true },
  { path: ['annotation', 'made_at'], label: { en: 'Copy made at', 'zh-CN': '加注件制作时间' }, shown: true },
  {
    path: ['annotation', 'valid_until'],
    label: { en: 'Copy valid until', 'zh-CN': '加注件有效期截止时间' },
    shown: true,
  },
]

/**
 * The metadata of a licence type, by which wallets and verifiers name its items in Chinese and English
 * (draft-ietf-oauth-sd-jwt-vc, Type Metadata). Languages are told under `locale`, as the drafts do since 2025; before,
 * it was `lang`.
 *
 * A server gives it out as JSON; `integrityOf` its octets, as they are given out, is what `vct#integrity` of a
 * credential holds.
 *
 * @example
 * ```ts
 * const document = encodeUtf8(JSON.stringify(typeMetadataOf(type)))
 * const { sdJwt } = await issueLicence(data, { ...options, typeMetadata: document })
 * ```
 */
export function typeMetadataOf({ code, name, englishName, extensions = [] }: DescribedType): JsonObject {
  const own = extensions.map(({ name: item, label, needed = false }): JsonObject => {
    const said = label ?? {}
    return describe(['extensions', item], { 'zh-CN': said['zh-CN'] ?? item, en: said.en }, needed, false)
  })
  return {
    vct: licenceVct(code),
    name,
    extends: LICENCE_VCT,
    display: inLanguages({ 'zh-CN': name, en: englishName }, 'name'),
    claims: [
      ...CLAIMS.map(({ path, label, mandatory = false, shown = false }) =>
        describe(path, label, mandatory, shown),
      ),
      ...own,
    ],
  }
}

/** `sd`: what is not `never` may be issued selective, and is so unless the issuer chooses otherwise. */
function describe(
  path: readonly (string | null)[],
  label: Labels,
  mandatory: boolean,
  shown: boolean,
): JsonObject {
  return { path: [...path], display: inLanguages(label, 'label'), mandatory, sd: shown ? 'never' : 'allowed' }
}

/** Chinese is always there. */
type Labels = { readonly 'zh-CN': string; readonly en?: string | undefined }

const inLanguages = (labels: Labels, member: 'name' | 'label'): JsonObject[] =>
  (['zh-CN', 'en'] as const).flatMap((locale) => {
    const text = labels[locale]
    return text === undefined ? [] : [{ locale, [member]: text }]
  })
