import type { LicenceCatalogue } from '../licence-type.ts'
import { lintCode } from './code.ts'
import { lintEditions } from './editions.ts'
import { lintExtensions } from './extensions.ts'
import { type CatalogueFinding, noteInto } from './finding.ts'
import { lintHolders } from './holders.ts'
import { lintName } from './name.ts'
import { lintState, lintTerms } from './terms.ts'
import { lintValidity } from './validity.ts'

/** What a catalogue is held against besides itself. */
export interface LintOptions {
  /** A catalogue that knows better, the national one for instance. Without one, names are not compared. */
  readonly reference?: LicenceCatalogue
  /** Names of the face templates that there are. Without them, templates are not looked for. */
  readonly faces?: Iterable<string>
}

/**
 * Finds what is wrong with a catalogue of licence types before licences are made by it: codes, names that are a
 * character off the reference's, authorities that do not match, items that clash, rules of validity that nobody can
 * keep. What each rule means and what to do about it stands in `CATALOGUE_RULES`.
 *
 * @returns the findings in the order of the types; empty when there is nothing to say
 * @example
 * const findings = lintCatalogue(parseCatalogue(json), { reference: national })
 * for (const finding of findings) console.log(finding.place, explainCatalogueFinding(finding, 'zh-CN'))
 */
export function lintCatalogue(catalogue: LicenceCatalogue, options: LintOptions = {}): CatalogueFinding[] {
  const { reference, faces } = options
  const names = reference && namesOf(reference)
  const templates = faces && new Set(faces)
  const found: CatalogueFinding[] = []
  catalogue.types.forEach((type, i) => {
    const note = noteInto(found, type.code, `/types/${i}`)
    lintCode(type, note)
    lintName(type, names, note)
    lintHolders(type, note)
    lintValidity(type, note)
    lintExtensions(type, note)
    lintTerms(type, templates, note)
    lintState(type, note)
  })
  return inOrder([...found, ...lintEditions(catalogue.types)])
}

/** The name by which the reference has each code, in its latest edition. */
function namesOf({ types }: LicenceCatalogue): Map<string, string> {
  const ordered = [...types].sort((a, b) => a.version - b.version)
  return new Map(ordered.map(({ code, name }) => [code, name]))
}

const typeIndex = ({ place }: CatalogueFinding) => Number(/^\/types\/(\d+)/.exec(place)?.[1] ?? -1)

const inOrder = (found: readonly CatalogueFinding[]) => [...found].sort((a, b) => typeIndex(a) - typeIndex(b))
