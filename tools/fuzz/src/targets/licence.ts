import { loadTrust } from '@xinyin/core/trust'
import { inspectLicence } from '@xinyin/e-license'
import { CORPUS_TIME, readCorpus, readCorpusTrust } from '../corpus.ts'
import { sameDocument } from '../document.ts'
import { mutateArchive } from '../mutation/archive.ts'
import { mutateBytes } from '../mutation/bytes.ts'
import { mutateJose } from '../mutation/jose.ts'
import { samePresentation } from '../presentation.ts'
import type { Mutate, Target } from '../target.ts'

const trust = loadTrust(readCorpusTrust())
const corpus = readCorpus('licence')
const isArchive = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b

const mutateByForm: Mutate = (seed, random, other) =>
  isArchive(seed) ? mutateArchive(seed, random, other) : mutateJose(seed, random, other)

/** Licences of either form, told apart by their content. */
export const licence: Target = {
  async take(input) {
    const { verdict } = await inspectLicence(input, { trust, at: CORPUS_TIME })
    return verdict === 'passed' ? 'passed' : 'refused'
  },
  mutations: [mutateByForm, mutateByForm, mutateBytes],
  sameMeaning: (input, seed) =>
    isArchive(seed) ? sameDocument(input, seed) : samePresentation(input, seed, corpus),
}
