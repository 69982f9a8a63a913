import { ELEMENTS, EXTENSION_NAME } from '../../metadata/elements.ts'
import type { ExtensionItem } from '../../metadata/extension.ts'
import type { LicenceType } from '../licence-type.ts'
import type { Note } from './finding.ts'

const LANGUAGES = ['zh-CN', 'en'] as const
const NUMBERS: readonly string[] = ['integer', 'decimal', 'money', 'area']

/** Extension items have names that are not taken, labels for people, and what their kind needs. */
export function lintExtensions({ extensions }: LicenceType, note: Note): void {
  const names = new Map<string, string>(Object.keys(ELEMENTS).map((name) => [name.toLowerCase(), name]))
  const labels = new Map<string, string>()
  extensions.forEach((item, i) => {
    const place = `/extensions/${i}`
    lintItemName(item.name, names, place, note)
    lintLabel(item, labels, place, note)
    lintKind(item, place, note)
  })
}

function lintItemName(item: string, names: Map<string, string>, place: string, note: Note): void {
  const bare = item.replace(/^KZ_/i, '')
  if (!EXTENSION_NAME.test(item) || bare !== item)
    note('catalogue.extension-name', `${place}/name`, { item }, EXTENSION_NAME.test(bare) ? bare : undefined)
  const other = names.get(item.toLowerCase())
  if (other !== undefined) note('catalogue.extension-clash', `${place}/name`, { item, other })
  names.set(item.toLowerCase(), item)
}

function lintLabel(
  { name: item, label }: ExtensionItem,
  labels: Map<string, string>,
  place: string,
  note: Note,
): void {
  for (const language of LANGUAGES) {
    const text = label?.[language]?.trim() ?? ''
    if (text === '') note('catalogue.label', `${place}/label`, { item, language })
    const other = text === '' ? undefined : labels.get(`${language} ${text}`)
    if (other !== undefined) note('catalogue.label-taken', `${place}/label`, { item, other, label: text })
    labels.set(`${language} ${text}`, item)
  }
}

function lintKind(item: ExtensionItem, place: string, note: Note): void {
  const { name, kind, unit, codes, maxLength, personal } = item
  const count = codes === undefined ? 0 : Object.keys(codes).length
  if (kind === 'code' ? count === 0 : codes !== undefined)
    note('catalogue.extension-codes', `${place}/codes`, { item: name, kind, codes: count })
  const isMeasured = kind === 'money' || kind === 'area'
  if (isMeasured ? (unit ?? '') === '' : unit !== undefined && !NUMBERS.includes(kind))
    note('catalogue.extension-unit', `${place}/unit`, { item: name, kind, unit: unit ?? '' })
  if (maxLength !== undefined && !(Number.isInteger(maxLength) && maxLength >= 1 && maxLength <= 4000))
    note('catalogue.extension-length', `${place}/maxLength`, { item: name, length: maxLength })
  if (kind === 'citizen-number' && personal !== true)
    note('catalogue.extension-personal', `${place}/personal`, { item: name })
}
