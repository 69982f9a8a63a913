import { TrustError } from '@xinyin/core'
import { encodeLicenceJson, inspectMetadata, MetadataError, parseLicenceJson } from '@xinyin/e-license'
import {
  createDryRun,
  EXAMPLE_CATALOGUE,
  encodeCatalogue,
  explainCatalogueFinding,
  explainRowFinding,
  lintCatalogue,
  parseCatalogue,
} from '@xinyin/e-license/catalogue'
import { CORPUS_TIME } from '../corpus.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJson } from '../mutation/json.ts'
import { refusing, type Target } from '../target.ts'
import { decodeText } from '../text.ts'

const isCoded = (error: unknown) => error instanceof TrustError
const mutations = [mutateJson, mutateJson, mutateBytes]

/** Catalogues of licence types: what is read is written alike, and everything in it can be found fault with. */
export const catalogue: Target = {
  take: refusing(isCoded, (input) => {
    const read = parseCatalogue(decodeText(input))
    for (const finding of lintCatalogue(read, { reference: EXAMPLE_CATALOGUE, faces: ['id-card'] }))
      if (!finding.place.startsWith('/types/') || /\{\w+\}/.test(explainCatalogueFinding(finding, 'en')))
        throw new Error(`${finding.rule} does not say what it found`)
    const json = encodeCatalogue(read)
    if (encodeCatalogue(parseCatalogue(json)) !== json) throw new Error('what is written is read as another')
  }),
  mutations,
}

/** A licence's data as JSON: what is refused is told whole, and what is read comes back as it was. */
export const licenceData: Target = {
  take: refusing(isCoded, (input) => {
    const text = decodeText(input)
    try {
      const data = parseLicenceJson(text)
      const json = encodeLicenceJson(data)
      if (encodeLicenceJson(parseLicenceJson(json)) !== json) throw new Error('data is read back as another')
      if (inspectMetadata(data, { type: EXAMPLE_CATALOGUE.types[2] as never }).subject === undefined)
        throw new Error('what was read is found to be no data')
    } catch (error) {
      if (error instanceof MetadataError && error.findings.length === 0)
        throw new Error('refused for nothing')
      throw error
    }
  }),
  mutations,
}

/** Rows of a batch, of anything that JSON can say. */
export const licenceRow: Target = {
  take(input) {
    let row: unknown
    try {
      row = JSON.parse(decodeText(input))
    } catch {
      return 'refused'
    }
    inspectMetadata(row)
    const run = createDryRun({ catalogue: EXAMPLE_CATALOGUE, at: CORPUS_TIME })
    const findings = [...run.check(row), ...run.check(row), ...run.finish()]
    for (const finding of findings)
      if (explainRowFinding(finding, 'zh-CN') === '') throw new Error(`${finding.rule} says nothing`)
    return 'read'
  },
  mutations,
}
