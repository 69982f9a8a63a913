import type { ExtensionItem } from '../../metadata/extension.ts'
import { findLicenceType } from '../find.ts'
import type { LicenceCatalogue, LicenceType } from '../licence-type.ts'

/** A catalogue made ready to be asked once for every row. */
export interface TypeIndex {
  /** The entry in use, by code. */
  readonly types: ReadonlyMap<string, LicenceType>
  /** Codes by name. */
  readonly codesOf: ReadonlyMap<string, readonly string[]>
  /** Extension items by name, of every type. */
  readonly itemsOf: ReadonlyMap<string, ReadonlyMap<string, ExtensionItem>>
}

export function indexTypes(catalogue: LicenceCatalogue): TypeIndex {
  const editions = new Map<string, LicenceType[]>()
  for (const type of catalogue.types) {
    const known = editions.get(type.code)
    if (known === undefined) editions.set(type.code, [type])
    else known.push(type)
  }
  const types = new Map<string, LicenceType>()
  const codesOf = new Map<string, string[]>()
  const itemsOf = new Map<string, ReadonlyMap<string, ExtensionItem>>()
  for (const [code, found] of editions) {
    const type = findLicenceType({ ...catalogue, types: found }, code)
    types.set(code, type)
    codesOf.set(type.name, [...(codesOf.get(type.name) ?? []), code])
    itemsOf.set(code, new Map(type.extensions.map((item) => [item.name, item])))
  }
  return { types, codesOf, itemsOf }
}
