import { NAMESPACE, TAG_NAMESPACE } from './namespace.ts'
import type { TaggedRun } from './page.ts'

/** The list of tag files (GB/T 33190-2016, 16), as documents in use have it. */
export const TAG_LIST = `<ofd:CustomTags ${NAMESPACE}><ofd:CustomTag TypeID="licence"><ofd:FileLoc>Tag_Licence.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>`

/**
 * The tag file of a licence: for each place where an item is shown, an element of the item's short name with the
 * objects that show it, and of several issuers or holders which it is. The standard leaves the form of these
 * files to whoever defines them; how GB/T 36905 wants one is unconfirmed [?].
 */
export function writeTags(tags: readonly TaggedRun[]): string {
  const items = tags.map(({ run: { element = '', index }, page, objects }) => {
    const counted = index === undefined ? '' : ` Index="${index}"`
    const references = objects.map((id) => `<lf:ObjectRef PageRef="${page}">${id}</lf:ObjectRef>`)
    return `<lf:${element}${counted}>${references.join('')}</lf:${element}>`
  })
  return `<lf:Face xmlns:lf="${TAG_NAMESPACE}">${items.join('')}</lf:Face>`
}
